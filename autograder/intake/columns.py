"""Which column of a roster holds what. Headings only: no row of a student is read here."""

from dataclasses import dataclass

from autograder.intake.text import fold

_LOGIN = {
    "sisloginid", "loginid", "login", "username", "userlogin", "githubusername", "githublogin", "netid", "uniqname",
    "anmeldename", "benutzername", "nomdutilisateur", "nombredeusuario",
}  # fmt: skip
_CANVAS_ID = {"canvasid", "canvasuserid", "lmsuserid"}
_SIS_ID = {
    "studentid", "sisuserid", "sisid", "integrationid", "sid", "idnumber", "idnummer", "userid", "studentnumber",
    "matriculationnumber", "matrikelnummer", "identifier", "rosteridentifier", "githubid", "numérodidentification",
    "númerodeid", "numerodeid",
}  # fmt: skip
_NAME = {
    "student", "name", "fullname", "studentname", "displayname", "sortablename", "vollständigername", "nomcomplet",
    "nombrecompleto",
}  # fmt: skip
_FIRST = {"firstname", "first", "givenname", "vorname", "prénom", "nombre"}
_LAST = {"lastname", "last", "surname", "familyname", "nachname", "nom", "apellidos"}
_EMAIL = {
    "email", "emailaddress", "mail", "emailadresse", "adressedecourriel", "adresseemail", "direccióndecorreo",
}  # fmt: skip


@dataclass(frozen=True)
class Columns:
    login: int | None = None
    ids: tuple[tuple[int, str], ...] = ()
    """(column, kind), the one that gives a student's id first."""
    email: int | None = None
    name: int | None = None
    first: int | None = None
    last: int | None = None
    role: int | None = None
    canvas: bool = False


def read_header(header: list[str]) -> Columns | None:
    """The columns of a roster, by their headings; None when no heading says who a student is."""
    titles = ["".join(char for char in fold(title) if char.isalnum()) for title in header]

    def first_of(names: set[str]) -> int | None:
        return next((index for index, title in enumerate(titles) if title in names), None)

    canvas = bool({"sisloginid", "sisuserid"} & set(titles)) or {"student", "id", "section"} <= set(titles)
    worksheet = "identifier" in titles and "githubusername" not in titles
    ids = []
    for index, title in enumerate(titles):
        if title in _CANVAS_ID or (title == "id" and canvas):
            ids.append((index, "canvas"))
        elif title == "identifier" and worksheet:
            ids.append((index, "participant"))
        elif title in _SIS_ID:
            ids.append((index, "sis"))
        elif title == "id":
            ids.append((index, "id"))
    ids.sort(key=lambda column: titles[column[0]] != "studentid")
    columns = Columns(
        login=first_of(_LOGIN), ids=tuple(ids), email=first_of(_EMAIL), name=first_of(_NAME), first=first_of(_FIRST),
        last=first_of(_LAST), role=first_of({"role", "roles"}), canvas=canvas,
    )  # fmt: skip
    told = (columns.login, columns.email, columns.name, columns.last)
    return columns if ids or any(index is not None for index in told) else None
