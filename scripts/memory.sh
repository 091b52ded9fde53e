# Sourced by ./stillpoint: how much memory the JVM gets, before there is a JVM. The server reads the same setting and cuts the
# rest of it (MemoryPlan); what is not a size here is refused there, with a sentence. Prints nothing on standard output.

readonly MEMORY_DEFAULT_MIB=1024
readonly MEMORY_LEAST_MIB=512

# 16 TiB; beyond that no number is multiplied, so that none overflows.
readonly MEMORY_MOST_MIB=16777216

# What the JVM and its libraries need beside the heap and what the plan hands out.
readonly MEMORY_BESIDE_MIB=256

# Sets SIZE_MIB to the whole MiB of a size such as 1GiB; false when $1 is none.
size_mib() {
  local form='^[[:space:]]*([0-9]{1,15}) ?(KiB|MiB|GiB|TiB)?[[:space:]]*$' number
  [[ $1 =~ $form ]] || return 1
  number=$((10#${BASH_REMATCH[1]}))
  case ${BASH_REMATCH[2]} in
    KiB) number=$((number >> 10)) ;;
    '') number=$((number >> 20)) ;;
  esac
  [ "$number" -le "$MEMORY_MOST_MIB" ] || return 1
  case ${BASH_REMATCH[2]} in
    GiB) number=$((number << 10)) ;;
    TiB) number=$((number << 20)) ;;
  esac
  SIZE_MIB=$number
  [ "$SIZE_MIB" -le "$MEMORY_MOST_MIB" ]
}

# Sets VALUE to what the configuration file $1 says of the setting $2; empty when nothing.
file_setting() {
  local line form="^[[:space:]]*${2//./\\.}[[:space:]]*[=:[:space:]][[:space:]]*(.*)$"
  VALUE=
  [ -n "$1" ] && [ -f "$1" ] && [ -r "$1" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    if [[ ${line%$'\r'} =~ $form ]]; then
      VALUE=${BASH_REMATCH[1]}
    fi
  done <"$1"
}

# Sets HEAP_MIB and DIRECT_MIB for "serve" with the arguments behind it.
plan_memory() {
  local memory= config= cache_mib=0 total_mib=$MEMORY_DEFAULT_MIB
  while [ $# -gt 0 ]; do
    case $1 in
      --memory=*) memory=${1#*=} ;;
      --config=*) config=${1#*=} ;;
      --memory) memory=${2-} ;;
      --config) config=${2-} ;;
    esac
    shift
  done
  if [ -z "$memory" ]; then
    file_setting "$config" memory
    memory=$VALUE
  fi
  if size_mib "$memory" && [ "$SIZE_MIB" -ge "$MEMORY_LEAST_MIB" ]; then
    total_mib=$SIZE_MIB
  fi
  file_setting "$config" cache.size
  if size_mib "$VALUE"; then
    cache_mib=$SIZE_MIB
  fi
  HEAP_MIB=$((total_mib * 7 / 16))
  DIRECT_MIB=$((total_mib - HEAP_MIB + MEMORY_BESIDE_MIB + cache_mib))
}
