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
