#!/usr/bin/env bash
# Install and start what Convenia and its tests can use besides Python (Debian, Ubuntu): PostgreSQL, Chromium,
# and LibreOffice with a Python that talks to it.
# On request also clamav, the antivirus that the site asks about uploads.
#
# Convenia needs none of them: without PostgreSQL the tests run on SQLite only, without Chromium the
# browser tests are skipped, without LibreOffice documents get no PDF copy and its tests are skipped. Needs root or sudo. Running it again does no harm.
#
#   scripts/install_system_packages.sh [venv] [postgresql] [chromium] [libreoffice] [clamav]      (no argument: all but clamav)
set -euo pipefail

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "This needs root, or sudo." >&2; exit 1; }
    as_root=(sudo -n)
fi
command -v apt-get >/dev/null || { echo "This machine has no apt-get: install PostgreSQL 14 or later, Chromium and LibreOffice its own way." >&2; exit 1; }

[ "$#" -gt 0 ] || set -- venv postgresql chromium libreoffice
packages=()
for name in "$@"; do
    case "$name" in
        venv) python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv) ;;
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || packages+=(postgresql) ;;
        chromium) command -v chromium >/dev/null || packages+=(chromium) ;;
        libreoffice)
            command -v soffice >/dev/null || packages+=(libreoffice-writer-nogui fonts-liberation)
            /usr/bin/python3 -c 'import uno' 2>/dev/null || packages+=(python3-uno)
            # Only the tests read a PDF with it.
            command -v pdftotext >/dev/null || packages+=(poppler-utils) ;;
        clamav) command -v clamd >/dev/null || packages+=(clamav-daemon clamav-freshclam) ;;
        *) echo "Unknown: $name. Choose among venv, postgresql, chromium, libreoffice, clamav." >&2; exit 2 ;;
    esac
done

if [ "${#packages[@]}" -gt 0 ]; then
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" </dev/null
fi

case " $* " in *" postgresql "*)
    # In a container nothing has started the server.
    pg_lsclusters --no-header | while read -r version cluster _port status _rest; do
        [ "$status" = online ] || "${as_root[@]}" pg_ctlcluster "$version" "$cluster" start
    done
    # A role for the current user, who then enters through the socket without a password.
    "${as_root[@]}" runuser -u postgres -- psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --set role="$(id -un)" postgres <<'SQL'
SELECT format('CREATE ROLE %I LOGIN CREATEDB', :'role')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SQL
    ;;
esac
