#!/usr/bin/python3
"""Networks beside PyTorch on the CPU: forwards, the way back, an epoch of training; ours and theirs in turns, the
smallest time of each. Needs python3-torch. usage: network_compare.py BUILD/bench/network_bench [SECONDS] [ROUNDS]"""
import os
import subprocess
import sys
import time

CASES = ("face-forward", "face-project", "digits-epoch")


def smallest_ms(seconds, run):
    smallest, begin = float("inf"), time.perf_counter()
    while True:
        before = time.perf_counter()
        run()
        now = time.perf_counter()
        smallest = min(smallest, (now - before) * 1e3)
        if now - begin >= seconds:
            return smallest


def torch_face(torch):
    from torch import nn

    class SamePool(nn.Module):  # one more row and column than there are, as the detector's pools have
        def __init__(self, stride):
            super().__init__()
            self.stride = stride

        def forward(self, x):
            odd = [(-size) % 2 if self.stride == 2 else 1 for size in (x.shape[3], x.shape[2])]
            if any(odd):
                x = nn.functional.pad(x, (0, odd[0], 0, odd[1]), value=float("-inf"))
            return nn.functional.max_pool2d(x, 2, self.stride)

    layers, channels = [nn.Conv2d(3, 16, 3), nn.LeakyReLU(0.1)], 16
    while channels < 512:
        layers += [SamePool(2), nn.Conv2d(channels, channels, 3, padding=1, groups=channels),
                   nn.Conv2d(channels, 2 * channels, 1), nn.LeakyReLU(0.1)]
        channels *= 2
    return nn.Sequential(*layers, SamePool(1), nn.Conv2d(512, 25, 1)).eval()


def torch_forward(torch, seconds):
    network, x = torch_face(torch), torch.randn(1, 3, 320, 320)
    with torch.no_grad():
        return smallest_ms(seconds, lambda: network(x))


def torch_epoch(torch, seconds):
    from torch import nn
    network = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1),
                            nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 10))
    x, labels = torch.randn(1437, 1, 8, 8), torch.arange(1437) % 10
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)

    def epoch():
        order = torch.randperm(1437)
        for first in range(0, 1437, 12):
            batch = order[first:first + 12]
            optimizer.zero_grad(set_to_none=True)
            nn.functional.cross_entropy(network(x[batch]), labels[batch]).backward()
            optimizer.step()
    return smallest_ms(seconds, epoch)


def torch_main(case, threads, seconds):
    import torch
    torch.set_num_threads(threads)
    print("%.4f" % (torch_forward if case == "face-forward" else torch_epoch)(torch, seconds))


def times(command):
    # Where others want the processors, OpenMP's threads that spin while they wait cost PyTorch many times its time.
    environment = dict(os.environ, OMP_WAIT_POLICY="passive")
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def main():
    bench = sys.argv[1]
    seconds = sys.argv[2] if len(sys.argv) > 2 else "2"
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    for threads in (1, 2):
        ours, theirs = {}, {}
        for _ in range(rounds):
            for case in CASES:
                ours[case] = min(ours.get(case, 1e9), times([bench, case, str(threads), seconds]))
                if case != "face-project":
                    command = [sys.executable, __file__, "--torch", case, str(threads), seconds]
                    theirs[case] = min(theirs.get(case, 1e9), times(command))
        for case in ("face-forward", "digits-epoch"):
            print("%-13s %d threads: ours %8.3f ms, PyTorch %8.3f ms, ratio %.2f" % (
                case, threads, ours[case], theirs[case], ours[case] / theirs[case]), flush=True)
        print("%-13s %d threads: ours %8.3f ms, of our own forward %.2f" % (
            "face-project", threads, ours["face-project"], ours["face-project"] / ours["face-forward"]), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--torch":
        torch_main(sys.argv[2], int(sys.argv[3]), float(sys.argv[4]))
    else:
        main()
