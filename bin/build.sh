# Sourced by the launchers: builds the project where it is missing or older than its sources
# (TIDEMARK_BUILD=no: never).

# build_if_older NAME HOME MODULE: of module jobs or bench, and what it stands on.
build_if_older() {
    local name="$1" home="$2" module="$3"
    local built="$home/$module/target/lib/.complete"
    [ "${TIDEMARK_BUILD:-}" != no ] || return 0
    if [ -e "$built" ] && [ -z "$(newer_source "$home" "$module" "$built")" ]; then
        return 0
    fi
    if ! command -v mvn >/dev/null; then
        echo "$name: Maven is needed to build, found none (apt install maven)" >&2
        return 1
    fi
    take_lock "$name" "$home/target/.building" || return 1
    trap "rm -f '$home/target/.building'" EXIT
    # Whoever built while this one waited may have built all of it.
    if [ ! -e "$built" ] || [ -n "$(newer_source "$home" "$module" "$built")" ]; then
        build "$name" "$home" "$built"
    fi
    local result=$?
    rm -f "$home/target/.building"
    trap - EXIT
    return $result
}

# build NAME HOME STAMP
build() {
    local name="$1" home="$2" built="$3"
    echo "$name: building (some minutes the first time) ..." >&2
    # Stamped with its beginning, so that what is edited meanwhile is built the next time.
    mkdir -p "$(dirname "$built")"
    touch "$built.begun"
    if ! (cd "$home" && mvn -B -q package -DskipTests 1>&2); then
        echo "$name: the build failed, see above" >&2
        return 1
    fi
    mv "$built.begun" "$built"
}

# take_lock NAME LOCK: returns once no other process builds here. The lock is a link to the number of
# the process that holds it: made in one step wherever there are links, and of a process that was
# killed nobody need know.
take_lock() {
    local name="$1" lock="$2" holder told=
    mkdir -p "$(dirname "$lock")" || return 1
    until ln -s "$$" "$lock" 2>/dev/null; do
        if [ ! -L "$lock" ]; then
            # Given back just now, or it cannot be made here, which ln then says.
            ln -s "$$" "$lock" && return 0
            [ -L "$lock" ] || return 1
        fi
        holder="$(readlink "$lock" || true)"
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -f "$lock"
            continue
        fi
        [ -n "$told" ] || echo "$name: waiting for the build of process $holder ..." >&2
        told=yes
        sleep 1
    done
}

# The first source file that is newer than the build; nothing where the build is up to date.
newer_source() {
    local home="$1" module="$2" built="$3"
    local modules=(proto operators connectors jobs)
    [ "$module" = jobs ] || modules+=("$module")
    [ -d "$home/jobs/src" ] || return 0
    local looked=("$home/pom.xml") each
    for each in "${modules[@]}"; do
        looked+=("$home/$each/pom.xml" "$home/$each/src/main")
    done
    find "${looked[@]}" -type f -newer "$built" -print -quit 2>/dev/null
}
