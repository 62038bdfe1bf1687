package jupyter

import (
	"errors"
	"math/rand/v2"
	"net"
	"sync"
)

// Ports for kernels are drawn from [firstPort, endPort): below what Linux and
// macOS give to outgoing connections, so that none of those takes a port
// between our look and the kernel's.
const (
	firstPort = 15000
	endPort   = 32000
)

// drawn holds the ports this process has given out: two kernels that start at
// the same time must not be told the same.
var drawn = struct {
	sync.Mutex
	ports map[int]bool
}{ports: map[int]bool{}}

// freePorts returns n different ports on which nothing listened just now.
func freePorts(n int) ([]int, error) {
	drawn.Lock()
	defer drawn.Unlock()
	if len(drawn.ports) > (endPort-firstPort)/2 {
		clear(drawn.ports) // all but the newest are long in use or free again
	}
	var ports []int
	for tries := 0; len(ports) < n; tries++ {
		if tries == 1000 {
			return nil, errors.New("no free port on 127.0.0.1 for the kernel")
		}
		port := firstPort + rand.IntN(endPort-firstPort)
		if drawn.ports[port] {
			continue
		}
		listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
		if err != nil {
			continue
		}
		listener.Close()
		drawn.ports[port] = true
		ports = append(ports, port)
	}
	return ports, nil
}
