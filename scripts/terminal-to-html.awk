# Terminal output with colours to a page that looks like the terminal it was made for.
# Knows the styles that resdiff uses: bold, faint, underline, strike, the eight colours.
BEGIN {
    split("2e3436 d0453a 3f9a4b b98a1a 5b8ee0 a468c8 3a9a9a d3d7cf", colors, " ")
    print "<!DOCTYPE html><meta charset=\"utf-8\"><style>"
    print "body { margin: 0; background: #ffffff; }"
    print ".window { background: #16181d; color: #d8d8d2; border-radius: 10px; margin: 16px; overflow: hidden; }"
    print ".bar { background: #2a2d34; height: 34px; display: flex; align-items: center; gap: 8px; padding: 0 14px; }"
    print ".bar i { width: 12px; height: 12px; border-radius: 6px; background: #54585f; }"
    print "pre { margin: 0; padding: 14px 18px 18px; font: 14px/1.42 \"DejaVu Sans Mono\", monospace; }"
    print ".b { font-weight: bold; color: #ffffff; } .f { color: #8d9199; }"
    print ".u { text-decoration: underline; } .s { text-decoration: line-through; }"
    for (i = 1; i <= 8; i++) print ".c" (i - 1) " { color: #" colors[i] "; }"
    print "</style><div class=\"window\"><div class=\"bar\"><i></i><i></i><i></i></div><pre>"
    if (prompt != "") print "<span class=\"f\">$</span> " escaped(prompt)
}

function escaped(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    gsub(/>/, "\\&gt;", text)
    return text
}

# Turns the numbers of one escape sequence into the classes that hold after it.
function classes(codes,    list, count, i, names) {
    count = split(codes, list, ";")
    names = ""
    for (i = 1; i <= count; i++) {
        if (list[i] == 1) names = names " b"
        else if (list[i] == 2) names = names " f"
        else if (list[i] == 4) names = names " u"
        else if (list[i] == 9) names = names " s"
        else if (list[i] >= 30 && list[i] <= 37) names = names " c" (list[i] - 30)
    }
    return names
}

{
    rest = $0
    line = ""
    open = 0
    while (match(rest, /\033\[[0-9;]*m/)) {
        line = line escaped(substr(rest, 1, RSTART - 1))
        names = classes(substr(rest, RSTART + 2, RLENGTH - 3))
        rest = substr(rest, RSTART + RLENGTH)
        if (open) line = line "</span>"
        open = names != ""
        if (open) line = line "<span class=\"" substr(names, 2) "\">"
    }
    print line escaped(rest) (open ? "</span>" : "")
}

END { print "</pre></div>" }
