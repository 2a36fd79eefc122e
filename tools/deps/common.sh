# What the set-up scripts share: saying things, the cache, and private package lists. Sourced by bash scripts that have
# set `me` to their own name; `set -eu` is expected.
#
# SPDX-License-Identifier: LGPL-2.1-or-later

cache=${WEBSERVICES_CACHE:-${XDG_CACHE_HOME:-$(echo ~)/.cache}/webservices-dll}

say() { printf '%s: %s\n' "$me" "$*" >&2; }
die() { printf '%s: %s\n' "$me" "$*" >&2; exit 2; }

# cached KIND KEY COMMAND...: runs COMMAND with an empty folder as its last argument, unless that was done before for the
# same KEY (a text that names everything the result is made from). Sets $made to the folder. Two callers at once: the
# second waits for the first. COMMAND must not leave the folder's own path in its files, because it is renamed at the end.
cached()
{
    local kind=$1 key code
    key=$(printf '%s' "$2" | sha256sum | cut -c1-16)
    shift 2
    made=$cache/$kind-$key
    if [ -e "$made/.complete" ]; then return 0; fi
    mkdir -p "$cache" || die "the cache folder $cache cannot be made (set WEBSERVICES_CACHE to one that can)"
    exec 9>"$made.lock"
    flock -n 9 || { say "waiting for another run that is making $made"; flock 9; }
    if [ ! -e "$made/.complete" ]; then
        rm -rf "$made" "$made.part"
        mkdir "$made.part"
        # Not "if ! ...": a condition would switch off set -e inside the command.
        set +e
        ( set -e; exec 9>&-; "$@" "$made.part" )
        code=$?
        set -e
        [ $code = 0 ] || [ $code = 2 ] || say "$kind could not be made; the message above says why"
        [ $code = 0 ] || exit 2
        touch "$made.part/.complete"
        mv "$made.part" "$made"
    fi
    exec 9>&-
}

# retry COMMAND...: twice, because networks fail in passing.
retry()
{
    "$@" && return
    say "failed, once more in 5 seconds: ${*##*/apt.conf }"
    sleep 5
    "$@"
}

# private_apt DIR TYPE ARCHITECTURE: package lists of our own in DIR, so that nothing of the machine's is changed and root
# is not needed. TYPE is deb or deb-src. The archives are the machine's own, as its apt sources name them at this moment;
# only those that carry the distribution itself are taken. Afterwards: apt-get -c DIR/apt.conf ...
private_apt()
{
    local dir=$1 type=$2 arch=$3 file
    mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial"
    : >"$dir/sources.list"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        case $file in *.list | *.sources) ;; *) continue ;; esac
        [ -r "$file" ] || continue
        case $file in
            *.list) sed -n 's/#.*//; s/^deb[[:space:]]\+\(\[[^]]*\]\)\?[[:space:]]*/\1 /p' "$file" ;;
            *.sources) one_line_sources "$file" ;;
        esac
    done | keep_distribution "$type" "$arch" >"$dir/sources.list"
    [ -s "$dir/sources.list" ] || die "no Debian archive is named in /etc/apt, so $type packages for $arch cannot be fetched"
    cat >"$dir/apt.conf" <<-END
	Dir::Etc::SourceList "$dir/sources.list";
	Dir::Etc::SourceParts "-";
	Dir::State::Lists "$dir/lists";
	Dir::Cache "$dir/cache";
	Dir::Log "$dir";
	APT::Architecture "$(dpkg --print-architecture)";
	APT::Architectures { "$(dpkg --print-architecture)"; "$arch"; };
	APT::Sandbox::User "$(id -un)";
	Acquire::Languages "none";
	Acquire::PDiffs "false";
	Acquire::Retries "2";
	END
    # One list out of step with its archive (it happens for i386) is no failure as long as the wanted package is in another.
    retry apt-get -c "$dir/apt.conf" -qq update >"$dir/update.log" 2>&1 ||
        say "some package lists could not be fetched; going on with the others"
}

# The stanzas of a deb822 file that offer binary packages, as "[signed-by=...] URI SUITE COMPONENT..." lines.
one_line_sources()
{
    awk 'function flush(   i, j, n, m, uri, suite)
         {
             if (types ~ /(^| )deb( |$)/ && enabled != "no")
             {
                 n = split(uris, uri, " "); m = split(suites, suite, " ")
                 for (i = 1; i <= n; i++) for (j = 1; j <= m; j++)
                     print (key ? "[signed-by=" key "] " : "") uri[i], suite[j], components
             }
             types = uris = suites = components = key = enabled = ""
         }
         /^#/ { next }
         /^[[:space:]]*$/ { flush(); next }
         { name = tolower($1); $1 = ""; sub(/^ +/, "") }
         name == "types:" { types = $0 }
         name == "uris:" { uris = $0 }
         name == "suites:" { suites = $0 }
         name == "components:" { components = $0 }
         name == "signed-by:" { key = $0 }
         name == "enabled:" { enabled = $0 }
         END { flush() }' "$1"
}

# Of "[options] URI SUITE COMPONENT..." lines those whose suite is this distribution's and that have "main", with the
# architecture set and of the options only the key kept.
keep_distribution()
{
    local codename
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
    awk -v type="$1" -v arch="$2" -v codename="$codename" '
        {
            key = ""
            if (match($0, /signed-by=[^] ]+/)) key = " " substr($0, RSTART, RLENGTH)
            sub(/^[[:space:]]*(\[[^]]*\])?[[:space:]]*/, "")
            suite = $2
            sub(/^(old)*stable/, codename, suite)
            sub(/[-\/](updates|security)(\/updates)?$/, "", suite)
            if (suite != codename || $0 !~ / main( |$)/) next
            options = type == "deb" ? "arch=" arch key : substr(key, 2)
            print type, (options ? "[" options "] " : "") $0
        }'
}
