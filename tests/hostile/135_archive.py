"""Archives, which are not opened."""

LOST = ()


def make(folder, world):
    import io
    import tarfile
    import zipfile

    with zipfile.ZipFile(folder / "answers.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../marker", "x")
        archive.writestr(world.outside + "/marker", "x")
        archive.writestr("bomb", bytes(10**7))
    with tarfile.open(folder / "answers.tar", "w") as archive:
        for name in ("../marker", world.outside + "/marker"):
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
