"""A native module beside the file of the same name."""

LOST = ()


def make(folder, world):
    import sysconfig

    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    for name in (f"q2_code{suffix}", "q2_code.so", f"numpy{suffix}", "libc.so.6"):
        (folder / name).write_bytes(b"\x7fELF" + bytes(1000))
