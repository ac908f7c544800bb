"""Archives in archives: what is in the inner ones is not looked for."""

LOST = ("2.table", "2.asks")
SAYS = {"2.table": "There is no file `q2_code.py`"}


def make(folder, world):
    import io
    import zipfile

    content = (folder / "q2_code.py").read_bytes()
    (folder / "q2_code.py").unlink()
    name = "q2_code.py"
    for _ in range(20):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for _ in range(5):
                archive.writestr(name, content)
                name = f"{name[:-4]}x.zip"
        name, content = "q2_code.zip", made.getvalue()
    with zipfile.ZipFile(folder / "answers.zip", "w") as archive:
        archive.writestr("q1_paper.py", (folder / "q1_paper.py").read_text())
        archive.writestr("q2_code.zip", content[: 4 << 20])
    (folder / "q1_paper.py").unlink()
