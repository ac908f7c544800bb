"""Files and folders of its own."""

LOST = ()

SOURCE = """
import csv, io, json, pathlib, pickle, shutil, tempfile
import numpy as np
import torch
def table():
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+") as file:
        path = pathlib.Path(folder) / "a" / "b"
        path.mkdir(parents=True)
        (path / "x.json").write_text(json.dumps(RIGHT))
        shutil.copyfile(path / "x.json", path / "y.json")
        os.replace(path / "y.json", path / "z.json")
        assert json.loads((path / "z.json").read_text()) == RIGHT
        csv.writer(file).writerow([1, 2])
        np.save(path / "n.npy", np.ones(3)), np.load(path / "n.npy", mmap_mode="r").sum()
        torch.save({"w": torch.ones(2)}, path / "w.pt")
        assert torch.load(path / "w.pt", weights_only=True)["w"].sum() == 2
        shutil.rmtree(path)
    pickle.loads(pickle.dumps(RIGHT))
    return RIGHT
"""


def make(folder, world):
    world.attack(folder, SOURCE)
