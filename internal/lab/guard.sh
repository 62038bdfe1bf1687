# Cleans up after a JupyterLab, however it ends. $1 is its temporary directory,
# which all it starts inherits as TMPDIR. The first line on standard input is
# the server's process id; the input ends when fastergo has ended.
trap '' HUP INT QUIT TERM PIPE
PATH=$PATH:/usr/local/bin:/usr/bin:/bin
cd / || exit 1
read -r server
while read -r _; do :; done
# The server has seen that too (serve.py) and stops its kernels in order.
tries=0
while [ -n "$server" ] && kill -0 "$server" && [ $tries -lt 200 ]; do
	tries=$((tries+1))
	sleep 0.1
done
# What is left was killed or hangs: the server's group, and on Linux every
# process with our TMPDIR. Killed ones may write for a moment: look again.
tries=0
while [ $tries -lt 50 ]; do
	tries=$((tries+1))
	[ -n "$server" ] && kill -9 -- "-$server"
	if [ -r /proc/self/environ ]; then
		for file in $(grep -lsF -- "TMPDIR=$1" /proc/[0-9]*/environ); do
			pid=${file#/proc/}
			kill -9 "${pid%/environ}"
		done
	fi
	rm -rf "$1" && break
	sleep 0.1
done
