# Sourced by ./stillpoint and ./verify: where a JDK 25 and a Maven are. Prints nothing on standard output.

readonly JDK_WANTED=25
readonly MAVEN_WANTED=3.8.7

# The major version of the JDK whose home is $1, or 0 when there is no JDK (a run-time without a compiler is none).
jdk_major() {
  local home=$1 version=
  [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || { echo 0; return; }
  if [ -r "$home/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" | head -n 1)
  fi
  [ -n "$version" ] || version=$("$home/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
  echo "${version:-0}"
}

# Every place where a JDK usually lies, one home a line.
jdk_places() {
  local on_path
  printf '%s\n' /usr/lib/jvm/* /opt/* /opt/*/* /usr/java/* /usr/local/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home
  if on_path=$(command -v javac); then
    on_path=$(readlink -f "$on_path")
    printf '%s\n' "${on_path%/bin/javac}"
  fi
}

# Sets and exports JAVA_HOME to a JDK of version 25 or newer; false when there is none. What JAVA_HOME names goes first; of the
# others a 25 is preferred to something newer, because that is what the tests run on.
find_jdk() {
  local home major newer=
  if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_major "$JAVA_HOME")" -ge "$JDK_WANTED" ]; then
    export JAVA_HOME
    return 0
  fi
  while IFS= read -r home; do
    [ -x "$home/bin/javac" ] || continue
    major=$(jdk_major "$home")
    if [ "$major" -eq "$JDK_WANTED" ]; then
      export JAVA_HOME="$home"
      return 0
    fi
    if [ "$major" -gt "$JDK_WANTED" ] && [ -z "$newer" ]; then
      newer=$home
    fi
  done < <(jdk_places)
  [ -n "$newer" ] || return 1
  export JAVA_HOME="$newer"
}

# True when version $1 is at least version $2.
at_least() {
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# Sets MAVEN to the machine's Maven; when that is missing or too old, says so in MAVEN_FAULT and is false.
find_maven() {
  local version
  if ! MAVEN=$(command -v mvn); then
    MAVEN_FAULT="there is no Maven on the PATH; $MAVEN_WANTED or newer is needed to build Stillpoint (on Debian: apt install maven)"
    return 1
  fi
  version=$("$MAVEN" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  if [ -z "$version" ] || ! at_least "$version" "$MAVEN_WANTED"; then
    MAVEN_FAULT="$MAVEN is version ${version:-unknown}; $MAVEN_WANTED or newer is needed to build Stillpoint"
    return 1
  fi
}

# Maven 3 and its libraries use calls that a JDK 25 warns about at every start; the flags say that they may.
maven_options() {
  echo "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
}

readonly JDK_FAULT="no JDK $JDK_WANTED or newer was found: set JAVA_HOME to one, or install one (searched: JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman, javac on the PATH)"
