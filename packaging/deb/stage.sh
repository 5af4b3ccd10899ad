#!/bin/sh
# Lays out in target/deb what the Debian package is made of: data.tar.gz, the files as they will be
# installed with their modes and times, and the directory control. Called by ./mvnw package -Pdist, after the runtime image was made.
#
#   stage.sh VERSION
set -eu
unset CDPATH

here=$(dirname "$(readlink -f "$0")")
root=$(dirname "$(dirname "$here")")
name=atlas-system-agent
target=$root/target/deb
tree=$target/root
doc=$tree/usr/share/doc/$name

# Debian sorts what comes before a release by a tilde.
version=$(printf '%s' "$1" | sed 's/-/~/')
maintainer='The atlas-system-agent authors <authors@atlas-system-agent.invalid>'
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac

# install_file MODE FROM TO, with the time of the file: two builds of one commit are equal.
install_file() {
  mkdir -p "$(dirname "$3")"
  cp -p "$2" "$3"
  chmod "$1" "$3"
}

# compress FROM TO: a file of the documentation, without name and time in it.
compress() {
  mkdir -p "$(dirname "$2")"
  gzip -9 -n -c "$1" >"$2"
  chmod 644 "$2"
}

rm -rf "$target"
mkdir -p "$tree/usr/lib" "$tree/usr/bin" "$tree/etc/$name/conf.d" "$target/control"

# The archive of classes is bound to the times of the jars.
cp -Rp "$root/target/image" "$tree/usr/lib/$name"
ln -s "../lib/$name/bin/$name" "$tree/usr/bin/$name"

install_file 644 "$here/$name.default" "$tree/etc/default/$name"
install_file 644 "$root/packaging/systemd/$name.service" "$tree/usr/lib/systemd/system/$name.service"
compress "$root/packaging/man/$name.8" "$tree/usr/share/man/man8/$name.8.gz"

install_file 644 "$here/copyright" "$doc/copyright"
for file in "$root"/packaging/systemd/drop-ins/*.conf; do
  install_file 644 "$file" "$doc/drop-ins/${file##*/}"
done
for file in operations metrics migration ipv6; do
  install_file 644 "$root/docs/$file.md" "$doc/$file.md"
done
install_file 644 "$root/CHANGELOG.md" "$doc/CHANGELOG.md"
cat >"$target/changelog" <<END
$name ($version) unstable; urgency=medium

  * What has changed is told by /usr/share/doc/$name/CHANGELOG.md.

 -- $maintainer  $(LC_ALL=C date -u -R -r "$root/CHANGELOG.md")
END
compress "$target/changelog" "$doc/changelog.gz"
install_file 644 "$here/lintian-overrides" "$tree/usr/share/lintian/overrides/$name"
find "$tree" -type d -exec chmod 755 {} +

for file in "$here"/control/*; do
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@MAINTAINER@/$maintainer/" \
    "$file" >"$target/control/${file##*/}"
done

# Of root, in an order that does not depend on the directory.
tar -C "$tree" --owner=root:0 --group=root:0 --sort=name --format=gnu -czf "$target/data.tar.gz" .
