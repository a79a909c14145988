# shellcheck shell=bash
# What the Medusa server of "./dev e2e" needs, in a folder of the cache; part of "dev", which reads it.
#
# PostgreSQL is Debian's package, unpacked and not installed. Medusa and the Node.js that it runs with come by the system's npm,
# as the lock file says. What an interrupted run has downloaded is not downloaded again. Registries and mirrors are those of the
# system.

e2e_folder () {
  echo "$cache/e2e-$(cat "$here"/tests/e2e/package-lock.json "$here"/tests/support/packages | sha256sum | cut -c1-12)"
}

# The root's, or the system's where that serves.
e2e_base () {
  system_serves && echo / || root_path
}

# Steps are chained by hand, since whoever asks whether they succeeded switches "set -e" off.
download_e2e () {
  local folder=$1 base=$2
  mkdir -p "$cache/apt/lists/partial" "$folder/archives/partial" &&
    write_sources >"$cache/apt/sources.list" &&
    private_apt update &&
    private_apt -o Dir::State::status="$base/var/lib/dpkg/status" -o Dir::Cache::archives="$folder/archives" install --download-only postgresql-17
}

unpack_e2e () {
  local folder=$1
  rm -rf "$folder/debian.part" &&
    mkdir "$folder/debian.part" &&
    find "$folder/archives" -name '*.deb' -print0 | xargs -0 -I '{}' dpkg-deb --extract '{}' "$folder/debian.part" &&
    mv "$folder/debian.part" "$folder/debian" &&
    rm -rf "$folder/archives"
}

count_archives () {
  du -sh "$(e2e_folder)/archives" 2>/dev/null | cut -f1
}

count_modules () {
  du -sh "$cache/npm" 2>/dev/null | cut -f1
}

# "npm ci" wants packages for other systems in the lock file, which not every registry has. No script of any package is run.
install_medusa () {
  local folder=$1
  mkdir -p "$folder/medusa" &&
    cp "$here"/tests/e2e/package.json "$here"/tests/e2e/package-lock.json "$folder/medusa" &&
    npm install --ignore-scripts --no-audit --no-fund --prefer-offline --cache "$cache/npm" --prefix "$folder/medusa" &&
    touch "$folder/medusa/complete"
}

prepare_e2e_folder () {
  local folder=$1 base
  base=$(e2e_base)
  mkdir -p "$folder"
  if [ ! -d "$folder/debian" ] && ! ls "$base"/usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    step 'Downloading PostgreSQL' count_archives download_e2e "$folder" "$base"
    step 'Unpacking it' 'echo …' unpack_e2e "$folder"
  fi
  if [ ! -e "$folder/medusa/complete" ]; then
    has npm || fail 'npm is not there, which Medusa comes by'
    step 'Installing Medusa' count_modules install_medusa "$folder"
  fi
}

# Where it fails, the reason stands in KONTOR_E2E_LACKS, and whoever needs the server counts as skipped.
before_e2e () {
  KONTOR_E2E=$(e2e_folder)
  export KONTOR_E2E
  mkdir -p "$cache"
  exec 8>"$cache/e2e.lock"
  flock -n 8 || { say 'Waiting for another ./dev that prepares Medusa'; flock 8; }
  if ! (prepare_e2e_folder "$KONTOR_E2E" 8>&-); then
    export KONTOR_E2E_LACKS="PostgreSQL or Medusa could not be had; the log is $cache/log"
    mkdir -p "$KONTOR_E2E"
  fi
  exec 8>&-
}
