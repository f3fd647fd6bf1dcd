#!/bin/sh
# Runs resdiff and the public comparison programs that are installed on one pair of texts, in turn, several times, and
# prints the median time and the peak memory of each and their ratio to those of resdiff.
#
#   scripts/peers.sh [EARLIER LATER [ROUNDS]]        the pair of the README without arguments; RESDIFF=path names a binary
#
# Peers that compare Word documents, or the XML of one, get both texts as resdiff writes them to Word. PYTHON=path names
# a Python that has redlines, xmldiff or python-redlines.
set -eu
cd "$(dirname "$0")/.."
pair=samples/A_RES_52_189__A_RES_54_212
earlier=${1:-$pair/A_RES_52_189.reconstructed.txt}
later=${2:-$pair/A_RES_54_212.txt}
rounds=${3:-11}
resdiff=${RESDIFF:-${CARGO_TARGET_DIR:-target}/release/resdiff}
[ -x "$resdiff" ] || { echo "peers.sh: no $resdiff: run cargo build --release, or set RESDIFF" >&2; exit 2; }

"${PYTHON:-python3}" - "$resdiff" "$earlier" "$later" "$rounds" <<'PYTHON'
import importlib.metadata, importlib.util, os, shutil, statistics, subprocess, sys, tempfile, time, zipfile

resdiff, earlier, later, rounds = sys.argv[1:4] + [int(sys.argv[4])]
pair = [earlier, later]
python = sys.executable
redlines = "import sys; from redlines import Redlines; a, b = (open(p, errors='replace').read() for p in sys.argv[1:]); print(Redlines(a, b).output_markdown)"
peers = [
    ("resdiff", [resdiff, *pair, "--color", "never"], ["--version"]),
    ("resdiff, JSON", [resdiff, *pair, "--format", "json"], ["--version"]),
    ("git diff --word-diff", ["git", "diff", "--no-index", "--no-color", "--word-diff", *pair], ["--version"]),
    ("wdiff", ["wdiff", *pair], ["--version"]),
    ("dwdiff", ["dwdiff", *pair], ["--version"]),
    ("difftastic", ["difft", "--color", "never", *pair], ["--version"]),
]
if importlib.util.find_spec("redlines"):
    peers.append(("redlines", [python, "-c", redlines, *pair], "redlines"))

# Each text as a Word document without changes, and the XML of its main part.
folder = tempfile.TemporaryDirectory()
documents = [os.path.join(folder.name, name) for name in ["earlier.docx", "later.docx"]]
for text, document in zip(pair, documents):
    subprocess.run([resdiff, text, text, "-q", "-o", document], check=False)
parts = [document + ".xml" for document in documents]
for document, part in zip(documents, parts):
    with open(part, "wb") as out:
        out.write(zipfile.ZipFile(document).read("word/document.xml"))
tracked = os.path.join(folder.name, "tracked.docx")
peers.append(("resdiff, Word to Word", [resdiff, *documents, "-q", "-o", tracked], ["--version"]))
xmldiff = "import sys; from xmldiff import main; print(len(main.diff_files(*sys.argv[1:])))"
word = "import sys; from python_redlines.engines import XmlPowerToolsEngine as E; a, b = (open(p, 'rb').read() for p in sys.argv[1:]); print(len(E().run_redline('x', a, b)[0]))"
if importlib.util.find_spec("xmldiff"):
    peers.append(("xmldiff, of the XML", [python, "-c", xmldiff, *parts], "xmldiff"))
if importlib.util.find_spec("python_redlines"):
    peers.append(("python-redlines, Word to Word", [python, "-c", word, *documents], "python-redlines"))
peers = [peer for peer in peers if shutil.which(peer[1][0])]

def run(command):
    """Seconds of wall clock and of processor of one run."""
    with open(os.devnull, "wb") as null:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=null, stderr=null, stdin=null)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime

def peak(command):
    """Peak KiB of one run. A child of this program begins with its memory, so that another small one has to start it."""
    if not os.path.exists("/usr/bin/time"):
        return float("nan")
    told = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return int(told.stderr.split()[-1])

results = {name: [] for name, _, _ in peers}
for _ in range(rounds):
    for name, command, _ in peers:
        results[name].append(run(command))

def middle(name, which):
    return statistics.median(row[which] for row in results[name])

base = [middle("resdiff", which) for which in range(2)]
peaks = {name: peak(command) for name, command, _ in peers}
own = peaks["resdiff"]
print(f"{os.path.basename(earlier)} and {os.path.basename(later)}: {rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
print("| program | wall ms | processor ms | ratio | MiB | ratio | version |")
print("|---|---:|---:|---:|---:|---:|---|")
for name, command, version in peers:
    if isinstance(version, str):
        told = [importlib.metadata.version(version)]
    else:
        told = subprocess.run([command[0], *version], capture_output=True, text=True).stdout.splitlines()[:1]
    wall, cpu = (middle(name, which) for which in range(2))
    memory = peaks[name]
    print(
        f"| {name} | {wall * 1e3:.1f} | {cpu * 1e3:.1f} | {cpu / max(base[1], 1e-4):.1f} | {memory / 1024:.1f} "
        f"| {memory / own:.1f} | {' '.join(told)} |"
    )
PYTHON
