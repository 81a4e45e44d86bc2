#!/usr/bin/env bash
# Figures of the window under Xvfb and software OpenGL: a whole frame (compose, draw, swap) and frames a second while
# playing, the time from a key that changes a parameter to its picture, processor time when idle, and the start to the
# first picture. Arguments: the build folder (its tests must be built).
set -euo pipefail

build=$(realpath "${1:-build/release}")
probe=$build/tests/window/window_probe
[ -x "$probe" ] || { echo "window_frames: no $probe; build the tests first" >&2; exit 1; }
if [ -z "${INSIDE_XVFB:-}" ]; then
    INSIDE_XVFB=1 exec xvfb-run -a -s "-screen 0 1280x720x24 -noreset" "$0" "$build"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
echo '{"schema":1,"operation":"conv","input_size":[128,128],"kernel_size":[3,3],"padding":[[1,1],[1,1]],"view":"flat"}' \
    > "$folder/large.json"

press() { # holds the keys for longer than a frame
    for key in "$@"; do xdotool keydown "$key"; done
    sleep 0.1
    for key in "$@"; do xdotool keyup "$key"; done
    sleep 0.4
}
value() { grep asked "$folder/states" | tail -1 | grep -oE "$1=[0-9.]+" | cut -d= -f2; }

measure() {
    echo "$*"
    "$probe" "$@" --size 1280x720 > "$folder/states" &
    local window=$! before after
    sleep 6
    press F12
    before=$(value frames)
    sleep 5
    press F12
    after=$(value frames)
    echo "  playing: $(value frame_ms) ms a frame, about $(((after - before) * 10 / 55)) frames a second"
    press space
    local keys=()
    for _ in 1 2 3 4 5 6 7 8 9; do
        press alt p
        press F12
        keys+=("$(value key_ms)")
    done
    echo "  key to picture, ms: $(printf '%s\n' "${keys[@]}" | sort -n | tr '\n' ' ')"
    sleep 1
    before=$(awk '{print $14 + $15}' "/proc/$window/stat")
    sleep 5
    after=$(awk '{print $14 + $15}' "/proc/$window/stat")
    echo "  idle: $((after - before)) of 500 ticks of processor time"
    kill "$window"
    wait "$window" 2> /dev/null || true
}

conv() { # NAME SIZE KERNEL PADDING LENSES: a scene of a square convolution
    echo "{\"schema\":1,\"operation\":\"conv\",\"input_size\":[$2,$2],\"kernel_size\":[$3,$3],\"padding\":[[$4,$4],[$4,$4]]," \
        "\"lenses\":[\"sum\",$5],\"view\":\"flat\"}" > "$folder/$1.json"
}
conv lenses64 64 3 1 '"im2col","gradients"'
conv lenses256 256 5 0 '"im2col","unrolled"'

measure --preset numerical_padding_strides
measure --preset full_padding_no_strides
measure --scene "$folder/large.json"
measure --preset full_padding_no_strides --lenses sum,im2col,gradients
measure --preset full_padding_no_strides --lenses sum,unrolled,transposed
measure --preset full_padding_no_strides --lenses sum,reach,cost
measure --scene "$folder/lenses64.json"
measure --scene "$folder/lenses256.json"
echo "start to the first picture, the whole process:"
for _ in 1 2 3 4 5; do
    begin=$(date +%s%N)
    "$build/convlens" --leave-after-first-picture > /dev/null
    echo "  $((($(date +%s%N) - begin) / 1000000)) ms"
done
