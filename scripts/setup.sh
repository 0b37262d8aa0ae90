#!/usr/bin/env bash
# Makes sure that the build finds what it needs: a Swift toolchain, a few libraries, a redis-server for the tests.
# Installs only what dpkg says is missing, only as root or with a sudo that asks for no password, starts no service.
set -euo pipefail

packages=(
    make pkg-config python3 python3-venv libssl-dev libpcre2-dev zlib1g-dev libzstd-dev liblz4-dev libsqlite3-dev
    libisal2 redis-server
)
needed_swift=6.2

say() { printf 'setup: %s\n' "$*" >&2; }

check_swift() {
    local version
    if ! command -v swift >/dev/null; then
        say "there is no swift on the PATH. Install Swift $needed_swift or newer from https://www.swift.org/install/"
        return 1
    fi
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    if [[ -z $version ]]; then
        say "\`swift --version\` does not say its version; Swift $needed_swift or newer is needed"
        return 1
    fi
    if [[ $(printf '%s\n' "$needed_swift" "$version" | sort -V | head -n 1) != "$needed_swift" ]]; then
        say "Swift $version is too old; Swift $needed_swift or newer is needed: https://www.swift.org/install/"
        return 1
    fi
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || echo "$package"
    done
}

# On a system that is not Debian's kin, look for the things themselves and leave installing to its owner.
check_without_dpkg() {
    local library command absent=()
    for command in make pkg-config python3 redis-server; do
        command -v "$command" >/dev/null || absent+=("$command")
    done
    for library in libcrypto libpcre2-8 zlib libzstd liblz4 sqlite3; do
        pkg-config --exists "$library" 2>/dev/null || absent+=("$library (headers and pkg-config file)")
    done
    ((${#absent[@]} == 0)) && return
    say "missing here, and this is no system with apt-get, so please install them yourself:"
    printf '    %s\n' "${absent[@]}" >&2
    return 1
}

install_packages() {
    local as_root=() mask=0 status=0
    if ((EUID != 0)); then
        if ! { command -v sudo && sudo -n true; } >/dev/null 2>&1; then
            say "these packages are missing: $*"
            say "type this, then try again:"
            printf '    sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n' "$*" >&2
            return 1
        fi
        as_root=(sudo -n)
    fi
    say "installing $*"
    # A server that is only wanted for tests must not come up as a service: RUNLEVEL tells invoke-rc.d so, a mask for
    # the time of the installation tells systemd.
    if [[ " $* " == *" redis-server "* && -d /run/systemd/system ]]; then
        "${as_root[@]}" systemctl mask --runtime --quiet redis-server.service && mask=1
    fi
    {
        "${as_root[@]}" apt-get update -q &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
                apt-get install -y -q --no-install-recommends "$@"
    } >&2 </dev/null || status=$?
    if ((mask)); then
        "${as_root[@]}" systemctl unmask --runtime --quiet redis-server.service || true
        "${as_root[@]}" systemctl disable --quiet redis-server.service || true
    fi
    ((status == 0)) || say "apt-get failed; the packages wanted are: $*"
    return "$status"
}

check_swift
if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} > 0)); then install_packages "${missing[@]}"; fi
else
    check_without_dpkg
fi
