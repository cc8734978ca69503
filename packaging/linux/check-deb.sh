#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# check-deb.sh PACKAGE.deb: it installs, starts, prints a list, and is gone when removed.
# As root, with no matinee installed, the package is really installed and removed; otherwise it is unpacked.
set -eu
if [ $# -ne 1 ] || [ ! -f "$1" ]; then echo "usage: check-deb.sh PACKAGE.deb" >&2; exit 2; fi
deb=$1
work=$(mktemp -d)
installed=
running=
server=

leave() {
  status=$?
  [ -z "$running" ] || kill "$running" 2>/dev/null || true
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$installed" ] || dpkg --purge matinee >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$status"
}
trap leave EXIT
trap 'exit 1' INT TERM

say() { printf 'check-deb: %s\n' "$*"; }
die() { printf 'check-deb: %s\n' "$*" >&2; exit 1; }
field() { dpkg-deb --field "$deb" "$1"; }

version=$(field Version)
[ "$(field Package)" = matinee ] || die "the package is called $(field Package)"
field Depends | grep -q 'libqt6widgets6' || die "the dependencies lack Qt: $(field Depends)"
field Depends | grep -q 'libqt6svg6' || die "the dependencies lack the SVG plugin: $(field Depends)"

if [ "$(id -u)" = 0 ] && ! dpkg-query -W -f '${Status}' matinee 2>/dev/null | grep -q 'ok installed'; then
  say "installing"
  installed=yes
  dpkg -i "$deb" >"$work/dpkg.log" 2>&1 || { cat "$work/dpkg.log" >&2; die "dpkg could not install it"; }
  root=
else
  say "unpacking (not root, or matinee is installed)"
  dpkg-deb -x "$deb" "$work/root"
  root=$work/root
fi
matinee=$root/usr/bin/matinee
share=$root/usr/share

for file in "$matinee" "$share/doc/matinee/copyright" "$share/doc/matinee/changelog.gz" "$share/man/man1/matinee.1.gz" \
  "$share/bash-completion/completions/matinee" "$share/fish/vendor_completions.d/matinee.fish" "$share/zsh/vendor-completions/_matinee"; do
  [ -s "$file" ] || die "$file is missing"
done
entry=$(dpkg-deb -c "$deb" | sed -n 's|.* \./usr/share/applications/\(.*\)\.desktop$|\1|p')
[ -n "$entry" ] || die "there is no desktop entry"
for size in 16 22 24 32 48 64 128 256 512; do
  [ -s "$share/icons/hicolor/${size}x${size}/apps/$entry.png" ] || die "the icon of $size px is missing"
done
[ -s "$share/icons/hicolor/scalable/apps/$entry.svg" ] || die "the scalable icon is missing"
if command -v desktop-file-validate >/dev/null; then
  desktop-file-validate "$share/applications/$entry.desktop" || die "the desktop entry is wrong"
fi
if command -v appstreamcli >/dev/null; then
  appstreamcli validate --no-net "$share/metainfo/$entry.metainfo.xml" >/dev/null || die "the AppStream metadata is wrong"
fi

# Without a display, in folders of its own.
unset DISPLAY WAYLAND_DISPLAY
"$matinee" --version | grep -qF "$version" || die "--version says '$("$matinee" --version)', the package $version"
"$matinee" list public-domain/all --pages 1 --format json --profile-dir "$work/profile" >"$work/list.json" 2>"$work/list.err" \
  || { cat "$work/list.err" >&2; die "matinee list failed"; }
grep -q '"title"' "$work/list.json" || die "matinee list printed no titles"
say "lists $(grep -o '"originalTitle"\|"title"' "$work/list.json" | grep -c '"title"') titles"

# The window, on a real X server where there is one to start.
platform=offscreen
if command -v Xvfb >/dev/null; then
  Xvfb -displayfd 3 -nolisten tcp -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
  server=$!
  waited=0
  until [ -s "$work/display" ] || [ $waited -gt 100 ]; do waited=$((waited + 1)); sleep 0.1; done
  [ -s "$work/display" ] || die "Xvfb did not start"
  DISPLAY=:$(cat "$work/display")
  export DISPLAY
  platform=xcb
fi
QT_QPA_PLATFORM=$platform "$matinee" --profile-dir "$work/profile" --trace "$work/trace" 2>"$work/window.err" &
running=$!
waited=0
until grep -q '"view.settled"' "$work/trace" 2>/dev/null; do
  waited=$((waited + 1))
  if [ $waited -gt 150 ] || ! kill -0 "$running" 2>/dev/null; then cat "$work/window.err" >&2; die "the window showed no titles"; fi
  sleep 0.2
done
say "the window shows ($platform)"
kill "$running"
wait "$running" 2>/dev/null || true
running=

if [ -n "$installed" ]; then
  dpkg --purge matinee >/dev/null 2>"$work/purge.err" || { cat "$work/purge.err" >&2; die "dpkg could not remove it"; }
  installed=
  dpkg-deb -c "$deb" | sed -n 's|.* \./\([^ ]*[^/]\)$|/\1|p' >"$work/files"
  while read -r file; do
    [ ! -e "$file" ] || die "$file is left behind"
  done <"$work/files"
  say "removed without a trace"
fi
say "fine: $(basename "$deb")"
