#!/bin/sh
# Makes the pictures of README.md from the program itself: docs/images/terminal.png and docs/images/page.png.
# Needs Chromium. Run it after a change of what the program shows, and look at the pictures before they are committed.
set -eu
cd "$(dirname "$0")/.."

pair=samples/A_RES_52_189__A_RES_54_212
earlier=$pair/A_RES_52_189.reconstructed.txt
later=$pair/A_RES_54_212.txt
browser=
for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name" >/dev/null; then browser=$name; break; fi
done
[ -n "$browser" ] || { echo "screenshots.sh: no Chromium is installed" >&2; exit 2; }

cargo build --quiet
resdiff=${CARGO_TARGET_DIR:-target}/debug/resdiff
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Differences are what is wanted here: status 1.
compare() { "$resdiff" "$earlier" "$later" --quiet "$@" || [ $? -eq 1 ]; }

# shot PAGE PICTURE WIDTH HEIGHT
shot() {
    "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
        --window-size="$3,$4" --screenshot="$2" "file://$1" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 2; }
}

# Long names would fill the prompt: the command is shown as a reader would type it, where the files are.
# The picture ends between two changes.
compare --color always --width 100 | head -n 42 |
    awk '{ lines[NR] = $0 } /^$/ { last = NR } END { for (i = 1; i < last; i++) print lines[i] }' |
    awk -v prompt="resdiff A_RES_52_189.txt A_RES_54_212.txt" -f scripts/terminal-to-html.awk >"$work/terminal.html"
compare --output "$work/page.html"

mkdir -p docs/images
shot "$work/terminal.html" "$PWD/docs/images/terminal.png" 920 924
shot "$work/page.html" "$PWD/docs/images/page.png" 1280 1240
ls -l docs/images
