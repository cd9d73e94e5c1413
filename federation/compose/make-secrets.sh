#!/bin/sh
# Makes the secret files that docker-compose.yml names: for each database root's password, which is its key file too, and the URL by which the
# registry signs in. What is there is left alone. The folder keeps other users of this machine out; the files in it are readable, since each
# container has a user of its own.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p secrets
chmod 700 secrets
umask 022

random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
keep() { [ -e "secrets/$1" ] || printf '%s\n' "$2" > "secrets/$1"; }

for country in $(sed -n 's/^  \(.*\)-root: .*/\1/p' docker-compose.yml); do
  keep "$country-root" "$(random)"
  keep "$country-store" "mongodb://registry:$(random)@$country-db:27017/$country?replicaSet=rs0&authSource=admin"
done
