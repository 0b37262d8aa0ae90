#!/usr/bin/env bash
# Shows what Mannequin does: sanitizes the sample snapshot, verifies the result, and asks a real server about both.
# Everything happens in a directory of its own under /tmp, which is removed at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

raw=Tests/Fixtures/sample.rdb
mannequin=${MANNEQUIN:-$(swift build -c release --show-bin-path)/mannequin}
work=$(mktemp -d /tmp/mannequin-try.XXXXXX)
servers=()
export XDG_DATA_HOME="$work/data"
unset MANNEQUIN_CATALOG

finish() {
    local pid
    for pid in ${servers[@]+"${servers[@]}"}; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT

if [[ -t 1 ]]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi
heading() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
explain() { printf '%s%s%s\n' "$dim" "$1" "$plain"; }
run() {
    printf '%s$ %s%s\n' "$bold" "$1" "$plain"
    shift
    "$@" </dev/null
}

heading "1. Sanitize"
explain "The sample is a snapshot of a small shop's Redis. Everybody in it is invented."
run "mannequin sanitize $raw --output sanitized.rdb" "$mannequin" sanitize "$raw" --output "$work/sanitized.rdb"

heading "2. Verify"
explain "Reads both files anew, and trusts nothing that step 1 said about itself."
run "mannequin verify $raw sanitized.rdb" "$mannequin" verify "$raw" "$work/sanitized.rdb"

heading "3. Inspect"
explain "What there is to know about the sanitized file. It would be the same for the raw one, but for the names."
run "mannequin inspect sanitized.rdb" "$mannequin" inspect "$work/sanitized.rdb"

if ! command -v redis-server >/dev/null || ! command -v redis-cli >/dev/null; then
    heading "There is no redis-server here, so this ends without asking one."
    exit 0
fi

# A server of our own, reached through a socket in our directory: no port is opened, no other server is touched.
start() {
    local name=$1 file=$2 tries=0
    mkdir "$work/$name"
    cp "$file" "$work/$name/dump.rdb"
    redis-server --port 0 --unixsocket "$work/$name/socket" --dir "$work/$name" --dbfilename dump.rdb \
        --save '' --appendonly no --daemonize no >"$work/$name/log" 2>&1 </dev/null &
    servers+=($!)
    until [[ $("$name" PING 2>/dev/null) == PONG ]]; do
        tries=$((tries + 1))
        if ((tries > 100)) || ! kill -0 "${servers[-1]}" 2>/dev/null; then
            echo "redis-server did not come up with the $name snapshot:" >&2
            tail -n 5 "$work/$name/log" >&2
            return 1
        fi
        sleep 0.1
    done
}
raw() { redis-cli -s "$work/raw/socket" "$@"; }
sanitized() { redis-cli -s "$work/sanitized/socket" "$@"; }

# Prints one line of both sides: what it is, raw, sanitized.
width=46
clip() { if ((${#1} > width)); then printf '%s…' "${1:0:width-1}"; else printf '%s' "$1"; fi; }
both() {
    local left right
    left=$(clip "$2") right=$(clip "$3")
    printf '  %-16s %s%*s  %s\n' "$1" "$left" $((width - ${#left})) '' "$right"
}
ask() { both "$1" "$(raw "${@:2}" </dev/null)" "$(sanitized "${@:2}" </dev/null)"; }

# A long text of one side, in lines.
long() {
    local label=$1 text=$2 start
    for ((start = 0; start < ${#text}; start += 100)); do
        printf '  %-16s %s\n' "$label" "${text:start:100}"
        label=''
    done
}

# Every session with its expiry, one a line, in the order of the expiries. Key names change, clocks do not: the same
# expiry to the millisecond is the same session.
expiries() {
    "$1" --scan --pattern 'session:*' </dev/null | sort >"$work/$1/sessions"
    sed 's/^/PEXPIRETIME /' "$work/$1/sessions" | "$1" | paste - "$work/$1/sessions" | sort -n >"$work/$1/expiries"
}

heading "4. Ask a real server: two redis-servers, one with each snapshot, $(redis-server --version | sed -E 's/.* v=([^ ]+).*/version \1/')"
start raw "$raw"
start sanitized "$work/sanitized.rdb"
both "" "RAW" "SANITIZED"
ask "keys" DBSIZE
ask "leaderboard" ZCARD leaderboard:global
ask "queue of mails" LLEN queue:mailers
ask "stream" XLEN events:orders

expiries raw
expiries sanitized
read -r expiry session < <(sed -n 2p "$work/raw/expiries")
twin=$(awk -v expiry="$expiry" '$1 == expiry { print $2; exit }' "$work/sanitized/expiries")
if [[ -z $session || -z $twin ]]; then
    echo "no session of the sample was found again by its expiry" >&2
    exit 1
fi

heading "A session: another name, the same clock, the same JSON with other people in it"
both "key" "$session" "$twin"
for question in PEXPIRETIME STRLEN "OBJECT ENCODING" "MEMORY USAGE"; do
    # shellcheck disable=SC2086 # a question may be two words
    both "$question" "$(raw $question "$session" </dev/null)" "$(sanitized $question "$twin" </dev/null)"
done
long "RAW" "$(raw GET "$session" </dev/null)"
long "SANITIZED" "$(sanitized GET "$twin" </dev/null)"

heading "Its user: joins still work, for the number in the JSON and in the key of the hash became the same other number"
user_of() { sed -nE 's/.*"userId": ?([0-9]+).*/user:\1/p'; }
user=$(raw GET "$session" </dev/null | user_of)
user_twin=$(sanitized GET "$twin" </dev/null | user_of)
both "key" "$user" "$user_twin"
both "OBJECT ENCODING" "$(raw OBJECT ENCODING "$user" </dev/null)" "$(sanitized OBJECT ENCODING "$user_twin" </dev/null)"
both "MEMORY USAGE" "$(raw MEMORY USAGE "$user" </dev/null)" "$(sanitized MEMORY USAGE "$user_twin" </dev/null)"
raw HGETALL "$user" </dev/null >"$work/raw/user"
sanitized HGETALL "$user_twin" </dev/null >"$work/sanitized/user"
# A listpack keeps the order of its fields, so the lines of both sides belong together.
paste -d '\n' "$work/raw/user" "$work/sanitized/user" |
    while IFS= read -r field && IFS= read -r _ && IFS= read -r value && IFS= read -r value_twin; do
        both "$field" "$value" "$value_twin"
    done

heading "That is all. Run it again, and the people are others: without --key-file every run has a key of its own."
