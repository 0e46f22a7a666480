#!/usr/bin/env bash
# Compiles what was built ahead of its start, as in the published image: scripts/compile-ahead.sh FOLDER...
# The tests start Gcd hundreds of times, and most of a start is compiling. Every assembly in the folders is replaced by
# one with machine code beside its IL; what was compiled once is kept in artifacts/ahead. Where that cannot be done,
# it says so and leaves all as it was.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

give_up() {
  echo "Not compiled ahead: $1. The tests take longer." >&2
  exit 0
}

[ "$(uname -sm)" = "Linux x86_64" ] || give_up "only done on Linux, x64"

# Of the installed runtime's version: Microsoft.NETCore.App 10.0.12 [/usr/share/dotnet/shared/Microsoft.NETCore.App]
read -r version shared < <(dotnet --list-runtimes | sed -n 's/^Microsoft\.NETCore\.App \(10\.[^ ]*\) \[\(.*\)\/Microsoft\.NETCore\.App\]$/\1 \2/p' | tail -1) || give_up "no .NET 10 found"
[ -d "$shared/Microsoft.AspNetCore.App/$version" ] || give_up "no ASP.NET Core $version beside .NET $version"

ahead=$root/artifacts/ahead/$version
mkdir -p "$ahead/tool"
cat >"$ahead/tool/tool.csproj" <<END
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesWithLockFile>false</RestorePackagesWithLockFile></PropertyGroup>
  <ItemGroup><PackageDownload Include="microsoft.netcore.app.crossgen2.linux-x64" Version="[$version]" /></ItemGroup>
</Project>
END
packages=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
crossgen=${packages%/}/microsoft.netcore.app.crossgen2.linux-x64/$version/tools/crossgen2
[ -e "$crossgen" ] || dotnet restore "$ahead/tool" --verbosity quiet >/dev/null 2>&1 || give_up "the package microsoft.netcore.app.crossgen2.linux-x64 $version cannot be had"
[ -x "$crossgen" ] || chmod +x "$crossgen"

# By content, so that a build that changed nothing costs nothing.
kept_for() { echo "$ahead/$(sha256sum <"$1" | cut -c1-64).dll"; }

# What the others are does not matter: machine code takes nothing for granted about another assembly.
compile() {
  local kept
  kept=$(kept_for "$1")
  if [ ! -e "$kept" ]; then
    # An empty file for what it refuses: what is compiled already, and what is no .NET assembly.
    "$crossgen" "$1" -o "$kept.$$" --targetos linux --targetarch x64 -O \
      -r "$shared/Microsoft.NETCore.App/$version/*.dll" -r "$shared/Microsoft.AspNetCore.App/$version/*.dll" -r "$(dirname "$1")/*.dll" \
      >/dev/null 2>&1 || : >"$kept.$$"
    mv "$kept.$$" "$kept"
  fi
  touch "$kept"
}
export -f compile kept_for
export ahead crossgen shared version

for folder in "$@"; do
  # All are compiled before one is replaced: each is a reference of the others.
  # shellcheck disable=SC2016 # The argument is the inner bash's.
  find "$folder" -maxdepth 1 -name '*.dll' -print0 | xargs -0 -P "$(nproc)" -I{} bash -c 'compile "$1"' - {}
  for assembly in "$folder"/*.dll; do
    kept=$(kept_for "$assembly")
    [ ! -s "$kept" ] || cp "$kept" "$assembly"
  done
done

# Of builds that are gone.
find "$ahead" -maxdepth 1 -name '*.dll*' -mtime +7 -delete
