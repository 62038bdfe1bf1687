package jupyter

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net"
	"os"
	"sync"
)

// A connection is what the connection file holds: where the kernel is to
// listen, and the key that both sides sign with.
type connection struct {
	Transport   string `json:"transport"`
	IP          string `json:"ip"`
	ShellPort   int    `json:"shell_port"`
	IOPubPort   int    `json:"iopub_port"`
	StdinPort   int    `json:"stdin_port"`
	ControlPort int    `json:"control_port"`
	HBPort      int    `json:"hb_port"`
	Key         string `json:"key"`
	Scheme      string `json:"signature_scheme"`
}

func newConnection() (connection, error) {
	ports, err := freePorts(5)
	if err != nil {
		return connection{}, err
	}
	return connection{
		Transport: "tcp", IP: "127.0.0.1",
		ShellPort: ports[0], IOPubPort: ports[1], StdinPort: ports[2], ControlPort: ports[3], HBPort: ports[4],
		Key: randomHex(32), Scheme: "hmac-sha256",
	}, nil
}

func (c connection) key() []byte { return []byte(c.Key) }

func (c connection) write(file string) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return os.WriteFile(file, text, 0o600)
}

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
