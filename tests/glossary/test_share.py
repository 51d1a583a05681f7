"""A glossary on a network share is told before it is written to, never when it is read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from termalign.exchange import GlossaryRow
from termalign.glossary import Glossary, share
from termalign.records import TermPair

MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 0:40 / /mnt/team rw,relatime shared:7 - cifs //server/team rw,vers=3.1.1
41 40 0:41 / /mnt/team/local rw - ext4 /dev/vdb rw
42 27 0:42 /export /srv/our\\040share rw - nfs4 server:/export rw
43 27 0:43 / /home/sato/remote rw - fuse.sshfs sato@host:/ rw
44 27 0:44 / /net rw - autofs systemd-1 rw
45 44 0:45 / /net rw - nfs server:/ rw
not a line of mounts
"""


@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/sato/terms.db", "ext4"),
        ("/mnt/team/terms.db", "cifs"),
        ("/mnt/teams/terms.db", "ext4"),  # another folder that begins alike
        ("/mnt/team/local/terms.db", "ext4"),  # a disk within the share
        ("/srv/our share/a/b/terms.db", "nfs4"),
        ("/home/sato/remote/terms.db", "fuse.sshfs"),
        ("/net/terms.db", "nfs"),  # mounted over the automounter
    ],
)
def test_the_innermost_mount_counts(path: str, kind: str):
    assert share.mounted_as(Path(path), MOUNTS) == kind


def test_no_mounts_no_type():
    assert share.mounted_as(Path("/terms.db"), "") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the mounts of Linux")
@pytest.mark.parametrize(("kind", "told"), [("cifs", True), ("9p", True), ("xfs", False)])
def test_who_writes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, told: bool):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"27 1 0:1 / / rw - ext4 /dev/vda rw\n28 27 0:2 / {tmp_path} rw - {kind} x rw\n"
    )
    monkeypatch.setattr(share, "MOUNTS", mounts)
    said: list[str] = []
    glossary = Glossary(tmp_path / "terms.db", who="sato", note=said.append)
    line = f"{glossary.path}: lies on a network share ({kind})"
    writing = (
        lambda: glossary.add(GlossaryRow("売上高", "net sales")),
        lambda: glossary.propose([TermPair("営業利益", "operating profit", 0.9, 3)]),
        lambda: glossary.judge([2], "approved"),
        glossary.undo,
    )
    for write in writing:
        said.clear()
        write()
        assert [one.startswith(line) and "glossary merge" in one for one in said] == [True] * told
    said.clear()
    glossary.rows()
    glossary.lookup("売上高")
    glossary.history()
    assert said == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads the mounts of Linux")
def test_a_link_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "share").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "share")
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"28 27 0:2 / {tmp_path / 'share'} rw - nfs x rw\n")
    monkeypatch.setattr(share, "MOUNTS", mounts)
    assert share.network_share(tmp_path / "link" / "terms.db") == "nfs"
    assert share.network_share(tmp_path / "terms.db") == ""
