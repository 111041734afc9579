#!/bin/sh
# Debian packages of the end-to-end tests: installs those that are missing, as root.
set -eu

missing=''
[ -x /usr/bin/chromium ] || missing="$missing chromium"
[ -x /usr/bin/redis-server ] || missing="$missing redis-server"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v ffprobe >/dev/null || missing="$missing ffmpeg"

if [ -z "$missing" ]; then
	echo 'Everything is there: Chromium, Redis, PostgreSQL, ffprobe.'
	exit 0
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 -- a list of names
apt-get install -y -qq --no-install-recommends $missing >/dev/null
