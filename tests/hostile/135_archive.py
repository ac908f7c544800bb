"""Right answers in an archive whose other members lead out of it, link to the secret, or explode."""

LOST = ()


def make(folder, world):
    import io
    import tarfile
    import zipfile

    link = zipfile.ZipInfo("linked.py")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "answers.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (folder / "q1_paper.py", folder / "q2_code.py"):
            archive.writestr(f"homework/{path.name}", path.read_text())
            path.unlink()
        archive.writestr("../../marker", "x")
        archive.writestr("../q2_code.py", "raise SystemExit")
        archive.writestr(world.outside + "/marker.py", "x")
        archive.writestr(link, world.secret)
        archive.writestr("bomb", bytes(10**7))
        archive.writestr("bomb.py", bytes(10**8))
    with tarfile.open(folder / "answers.tar", "w") as archive:
        for name in ("../marker", world.outside + "/marker"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
