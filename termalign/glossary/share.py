"""Whether a file lies on a network share, where the locks of two machines cannot be trusted."""

from __future__ import annotations

import re
import sys
from pathlib import Path

# Where Linux tells what is mounted.
MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    """nfs nfs4 cifs smb3 smbfs ncpfs afs ceph 9p lustre gpfs beegfs davfs fuse.sshfs fuse.davfs
    fuse.davfs2 fuse.smbnetfs fuse.gvfsd-fuse fuse.rclone fuse.glusterfs fuse.s3fs""".split()  # noqa: SIM905  # read as text
)
_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW
_UNC = ("\\\\", "//")  # \\server\share
_ESCAPED = re.compile(r"\\([0-7]{3})")
_POINT = 4  # the mount point's place among the fields of a line


def network_share(path: Path) -> str:
    """Return what kind of share `path` lies on ("cifs", "UNC path"); "" where none is seen.

    Linux tells by its mounts, Windows by the path or the drive; on macOS a share is not seen.
    """
    if sys.platform == "win32":
        return _on_windows(path)
    if not MOUNTS.exists():
        return ""
    kind = mounted_as(path.resolve(), MOUNTS.read_text("utf-8", "surrogateescape"))
    return kind if kind in _NETWORK else ""


def mounted_as(path: Path, mounts: str) -> str:
    """Return the type of the file system `path` lies on, by a text as /proc/self/mountinfo.

    36 35 0:42 / /mnt/share rw - cifs //server/share rw: the innermost mount point counts, and of
    several mounts on one point the last. "" where none holds the path.
    """
    deepest, kind = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) <= _POINT or not after:
            continue
        point = Path(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), fields[_POINT]))
        if path.is_relative_to(point) and len(point.parts) >= deepest:
            deepest, kind = len(point.parts), after.split(" ")[0]
    return kind


def _on_windows(path: Path) -> str:
    drive = path.absolute().drive
    if drive.startswith(_UNC):
        return "UNC path"
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]  # on Windows only
    remote = kernel.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
    return f"network drive {drive}" if remote else ""


def warning(path: Path, kind: str) -> str:
    """Return the line that is said before a glossary on a share is written to."""
    return (
        f"{path}: lies on a network share ({kind}), where two machines' locks cannot be trusted; "
        "better keep a copy of your own and bring it in with `termalign glossary merge`"
    )
