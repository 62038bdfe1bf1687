#!/usr/bin/env bash
# Makes an image for deploy/Dockerfile to start from where none can be pulled:
# Debian's packages, and the Go and the certificates of this machine. Needs
# root, docker and debootstrap.
#
#   deploy/base.sh fastergo-base
#   GO_IMAGE=fastergo-base docker compose up --build
set -euo pipefail

image=${1:?usage: deploy/base.sh IMAGE}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase --include=ca-certificates bookworm "$root"
cp -a "$(go env GOROOT)" "$root/usr/local/go"
mkdir -p "$root/etc/ssl/certs"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*

certs=/etc/ssl/certs/ca-certificates.crt
tar -C "$root" -c . | docker import \
  --change "ENV PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
  --change "ENV GOTOOLCHAIN=local SSL_CERT_FILE=$certs PIP_CERT=$certs" \
  - "$image"
