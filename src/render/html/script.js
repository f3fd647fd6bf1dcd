
// What a static page cannot do: filters, find, keys, the other layout. Everything it works on is on the page already.
(() => {
  "use strict";
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const changes = all("article.change");
  const runs = all("details.run");
  const marks = new Map(all(".strip a").map((mark) => [mark.getAttribute("href").slice(1), mark]));
  const tool = (name) => one(`[data-do="${name}"]`);
  const narrow = matchMedia("(max-width: 56rem)");
  root.classList.add("js");

  // A browser may forbid a page that came from a file to remember anything.
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not remembered */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  // Steps from change to change. The current change is the one that has the focus, else the first below the tools.
  const shown = () => changes.filter((change) => !change.hidden);
  const top = () => one(".tools").getBoundingClientRect().bottom + 8;
  let current = null;
  const showPosition = () => {
    const list = shown();
    const at = list.indexOf(current);
    const total = list.length === changes.length ? `${list.length}` : `${list.length} (of ${changes.length})`;
    const noun = list.length === 1 ? "change" : "changes";
    one(".position").textContent = at < 0 ? `${total} ${noun}` : `${at + 1} of ${total}`;
  };
  const go = (element) => {
    for (let node = element; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    element.scrollIntoView({ block: "start" });
  };
  const step = (by) => {
    const list = shown();
    if (!list.length) return;
    let at = list.indexOf(current);
    if (at < 0 || document.activeElement !== current) {
      const edge = top();
      const below = list.findIndex((change) => change.getBoundingClientRect().top >= edge - 1);
      // Scrolled away by hand: goes on from what is on the screen.
      if (at < 0 || !isOnScreen(current)) at = below < 0 ? list.length - (by > 0 ? 1 : 0) : below - (by > 0 ? 1 : 0);
    }
    current = list[Math.min(Math.max(at + by, 0), list.length - 1)];
    go(current);
    current.focus({ preventScroll: true });
    showPosition();
  };
  const isOnScreen = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };

  // Filters: a change stays when it has, of each group with a pressed button, one of the pressed properties.
  const filters = all("button[data-filter]");
  const filter = () => {
    const groups = new Map();
    for (const button of filters.filter((button) => button.getAttribute("aria-pressed") === "true")) {
      const group = groups.get(button.dataset.group) ?? [];
      groups.set(button.dataset.group, [...group, button.dataset.filter]);
    }
    for (const change of changes) {
      const is = change.dataset.is.split(" ");
      change.hidden = ![...groups.values()].every((group) => group.some((name) => is.includes(name)));
      marks.get(change.id)?.classList.toggle("left-out", change.hidden);
    }
    // Headings stay, for orientation.
    for (const other of all(".signpost, .run, .part > .unchanged:not(.heading)")) other.hidden = groups.size > 0;
    tool("all").hidden = groups.size === 0;
    if (current?.hidden) current = null;
    showPosition();
    find();
  };
  for (const button of filters) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
    });
  }
  const showAll = () => {
    for (const button of filters) button.setAttribute("aria-pressed", "false");
    filter();
  };

  // Layout, folding, light and dark.
  const setLayout = (layout) => {
    root.dataset.layout = layout;
    tool("layout").textContent = layout === "inline" ? "Side by side" : "Inline";
    find();
  };
  const fold = () => {
    const open = runs.some((run) => !run.open);
    for (const run of runs) run.open = open;
    showFold();
  };
  const showFold = () => {
    tool("fold").textContent = runs.some((run) => !run.open) ? "Show unchanged" : "Fold unchanged";
    tool("fold").hidden = runs.length === 0;
  };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const setTheme = (theme) => {
    if (theme) root.dataset.theme = theme;
    tool("theme").textContent = isDark() ? "Light" : "Dark";
  };

  // Find. Letters are compared one by one after folding case and kinds of quotation mark, so that places stay the same.
  const field = one("#page-find");
  const canHighlight = typeof Highlight === "function" && Boolean(CSS.highlights);
  let hits = [];
  let hit = -1;
  const plain = (text) => [...text].map((letter) => {
    if (/[‘’ʼ]/.test(letter)) return "'";
    if (/[“”„«»]/.test(letter)) return '"';
    if (/[‐‑–—]/.test(letter)) return "-";
    if (/\s/.test(letter)) return " ";
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  }).join("");
  // Words of the other text stand between those of one: each text is searched by itself.
  const nodesOf = (block, without) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(`sup, ${without}`) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  };
  // Gives the letters of a text, runs of spaces as one, and for each letter its node and place there.
  const lettersOf = (block, without) => {
    let text = "";
    const places = [];
    for (const node of nodesOf(block, without)) {
      const letters = plain(node.data);
      for (let at = 0; at < letters.length; at++) {
        if (letters[at] === " " && text.endsWith(" ")) continue;
        text += letters[at];
        places.push([node, at]);
      }
    }
    return { text, places };
  };
  const texts = new WeakMap();
  const search = (block, wanted) => {
    if (!texts.has(block)) texts.set(block, ["del", "ins"].map((without) => lettersOf(block, without).text));
    const found = new Map();
    if (!texts.get(block).some((text) => text.includes(wanted))) return [];
    const order = nodesOf(block, "sup");
    for (const without of ["del", "ins"]) {
      const { text, places } = lettersOf(block, without);
      for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
        const [first, start] = places[at];
        const [last, end] = places[at + wanted.length - 1];
        const range = document.createRange();
        range.setStart(first, start);
        range.setEnd(last, end + 1);
        found.set(order.indexOf(first) * 1e6 + start, range);
      }
    }
    return [...found].sort((a, b) => a[0] - b[0]).map(([, range]) => range);
  };
  const blocks = () => all("main .text p, .notes p").filter((block) => {
    if (block.closest("[hidden]")) return false;
    const text = block.closest(".text");
    const flows = root.dataset.layout === "inline" || narrow.matches;
    if (text?.classList.contains("columns")) return !flows;
    return !text?.classList.contains("flow") || flows;
  });
  const find = () => {
    const wanted = plain(field.value.trim().replace(/\s+/g, " "));
    hits = wanted ? blocks().flatMap((block) => search(block, wanted)) : [];
    hit = -1;
    showHits();
  };
  const showHits = () => {
    const wanted = field.value.trim();
    one(".found").textContent = !wanted ? "" : !hits.length ? "not found" : hit < 0 ? `${hits.length} found` : `${hit + 1} of ${hits.length}`;
    if (!canHighlight) return;
    CSS.highlights.set("found", new Highlight(...hits));
    CSS.highlights.set("found-here", new Highlight(...(hits[hit] ? [hits[hit]] : [])));
  };
  const nextHit = (by) => {
    if (!hits.length) return;
    hit = (hit + by + hits.length) % hits.length;
    if (by < 0 && hit < 0) hit = hits.length - 1;
    const element = hits[hit].startContainer.parentElement;
    for (let node = element; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    element.scrollIntoView({ block: "center" });
    showHits();
  };
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") nextHit(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") { field.value = ""; find(); field.blur(); }
    else return;
    event.preventDefault();
  });

  // The strip shows which changes are on the screen.
  const pane = one(".strip .window");
  let due = false;
  const showPane = () => {
    due = false;
    const boxes = shown().filter(isOnScreen).map((change) => marks.get(change.id)?.querySelector("rect")).filter(Boolean);
    const number = (rect, name) => Number(rect.getAttribute(name));
    const from = Math.min(...boxes.map((rect) => number(rect, "y")));
    const to = Math.max(...boxes.map((rect) => number(rect, "y") + number(rect, "height")));
    pane.setAttribute("y", boxes.length ? from : 0);
    pane.setAttribute("height", boxes.length ? to - from : 0);
  };
  const showPaneSoon = () => { if (!due) { due = true; requestAnimationFrame(showPane); } };
  addEventListener("scroll", showPaneSoon, { passive: true });
  addEventListener("resize", showPaneSoon);

  // A link to a paragraph opens what it is folded in, and shows what a filter had left out.
  const follow = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) showAll();
    go(target);
    const change = target.closest("article.change");
    if (change) { current = change; change.focus({ preventScroll: true }); }
    showPosition();
  };
  addEventListener("hashchange", follow);
  // The browser itself goes to the place once more when all is loaded, and takes the focus away.
  addEventListener("load", follow);

  // Paper cannot be unfolded. What did not change stays folded there, as it was on the screen.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not(.run)").filter((details) => !details.open);
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  const help = one("dialog.help");
  const actions = {
    next: () => step(1),
    previous: () => step(-1),
    all: showAll,
    layout: () => { setLayout(root.dataset.layout === "inline" ? "side-by-side" : "inline"); remember("resdiff-layout", root.dataset.layout); },
    fold,
    theme: () => { setTheme(isDark() ? "light" : "dark"); remember("resdiff-theme", root.dataset.theme); },
    help: () => { if (help.open) help.close(); else help.showModal(); },
    find: () => { field.focus(); field.select(); },
    top: () => { current = null; scrollTo(0, 0); showPosition(); },
  };
  const keys = { n: "next", p: "previous", "/": "find", f: "fold", v: "layout", a: "all", t: "theme", g: "top", "?": "help" };
  for (const button of all("[data-do]")) button.addEventListener("click", () => actions[button.dataset.do]());
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select")) return;
    const action = keys[event.key];
    if (!action || (help.open && action !== "help")) return;
    event.preventDefault();
    actions[action]();
  });
  document.addEventListener("toggle", showFold, true);
  dark.addEventListener("change", () => setTheme());
  narrow.addEventListener("change", find);

  setLayout("asked" in root.dataset ? root.dataset.layout : recall("resdiff-layout") ?? root.dataset.layout);
  setTheme(recall("resdiff-theme"));
  showFold();
  showPosition();
  showPane();
})();
