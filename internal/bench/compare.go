package bench

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os/exec"
	"runtime"
	"slices"
	"time"

	np "fastergo/arraylib"
	"fastergo/arraylib/roofline"
)

// A Row is one workload, timed.
type Row struct {
	Workload    string             `json:"workload"`
	OursS       float64            `json:"ours_s"`       // seconds a call, the best batch
	Peers       map[string]float64 `json:"peers"`        // the same, of those that have the workload
	BestPeer    string             `json:"best_peer"`    // "" if there is none
	Ratio       *float64           `json:"ratio"`        // ours / best peer; null if there is none
	Limit       *float64           `json:"limit"`        // seconds that the machine itself needs; null if unknown
	RatioMedian *float64           `json:"ratio_median"` // the ratio of the medians of all batches
	N           int                `json:"n,omitempty"`  // the size, when costs are measured as they grow

	// Tiers are our seconds with the lower tiers of kernels, by their names, if asked
	// for.
	Tiers map[string]float64 `json:"tiers,omitempty"`

	// Where and how it was measured.
	Machine  string   `json:"machine,omitempty"`
	Versions []string `json:"versions,omitempty"` // of the peers
	Rounds   int      `json:"rounds,omitempty"`   // batches of each

	// Notes say, one line each, which peer was left out and why.
	Notes []string `json:"notes,omitempty"`
}

// Options say how to measure. The zero value of a field means its default.
type Options struct {
	Rounds int           // batches of each competitor; 7
	Batch  time.Duration // how long a batch should take; 75 ms
	Tiers  bool          // time ours with lower tiers of kernels too
	// Start and Answer are how long a peer may take to start and to do anything
	// else: 2 minutes each.
	Start, Answer time.Duration
}

func (o Options) withDefaults() Options {
	if o.Rounds == 0 {
		o.Rounds = 7
	}
	if o.Batch == 0 {
		o.Batch = 75 * time.Millisecond
	}
	if o.Start == 0 {
		o.Start = 2 * time.Minute
	}
	if o.Answer == 0 {
		o.Answer = 2 * time.Minute
	}
	return o
}

// A Comparison times workloads beside the peers, which run as long as it does.
type Comparison struct {
	options Options
	limits  *roofline.Limits
	rivals  []*rival
	gonum   bool
}

// A rival is a peer and the process that it has now, if any.
type rival struct {
	name  string
	start func() *exec.Cmd
	*process
	versions map[string]string
}

// NewComparison makes a comparison without peers. With limits, rows say what
// the machine could do.
func NewComparison(o Options, limits *roofline.Limits) *Comparison {
	return &Comparison{options: o.withDefaults(), limits: limits}
}

// AddGonum adds gonum, which runs here.
func (c *Comparison) AddGonum() { c.gonum = true }

// Add starts the peer of that name, which command runs, or returns an error of
// one line.
func (c *Comparison) Add(ctx context.Context, name string, command func() *exec.Cmd) error {
	r := &rival{name: name, start: command}
	if err := r.revive(ctx, c.options.Start); err != nil {
		return fmt.Errorf("%s is left out: %w", name, err)
	}
	c.rivals = append(c.rivals, r)
	return nil
}

// AddPeer adds a peer that python can import.
func (c *Comparison) AddPeer(ctx context.Context, p Peer, python string) error {
	return c.Add(ctx, p.Name, func() *exec.Cmd { return p.command(python) })
}

// Versions returns the peers' names and versions, in the order they were added.
func (c *Comparison) Versions() (vs []string) {
	for _, r := range c.rivals {
		for name, v := range r.versions {
			vs = append(vs, name+" "+v)
		}
	}
	if c.gonum {
		vs = append(vs, "gonum "+moduleVersion("gonum.org/v1/gonum"))
	}
	return vs
}

// Close ends the peers' processes.
func (c *Comparison) Close() {
	for _, r := range c.rivals {
		r.bury()
	}
}

func (r *rival) revive(ctx context.Context, timeout time.Duration) (err error) {
	if r.process == nil {
		r.process, err = startProcess(ctx, r.start(), timeout)
		if err == nil {
			r.versions = r.hello.Versions
		}
	}
	return err
}

func (r *rival) bury() {
	if r.process != nil {
		r.kill()
		r.process = nil
	}
}

// A competitor can be timed at one workload.
type competitor struct {
	name  string
	lower bool // it is ours with a lower tier of kernels
	batch func(loops int) (seconds float64, err error)
	drop  func()

	loops   int
	seconds []float64 // a call, of each batch
}

// Run times w: everybody computes it once, and the results are compared; then
// they take turns, beginning with another one in each round.
func (c *Comparison) Run(ctx context.Context, w Workload) (Row, error) {
	row := Row{Workload: w.Name, Peers: map[string]float64{}}
	leaveOut := func(name string, err error) {
		row.Notes = append(row.Notes, fmt.Sprintf("%s is left out: %v", name, err))
	}
	ours, want := inGo("ours", w.Setup)
	field := []*competitor{ours}
	if c.options.Tiers {
		row.Tiers = map[string]float64{}
		for t := np.Portable; t < np.Using(); t++ {
			field = append(field, ours.with(t))
		}
	}
	here := func(name string, setup func() func() any) {
		p, got := inGo(name, setup)
		if why := want.differs(got, w.Random); why != "" {
			leaveOut(name, errors.New(why))
		} else {
			field = append(field, p)
		}
	}
	if c.gonum && w.Gonum != nil {
		here("gonum", w.Gonum)
	}
	if w.Loop != nil {
		here("loop", w.Loop)
	}
	for _, r := range c.rivals {
		p, got, err := c.prepare(ctx, r, w)
		if err == nil && p != nil {
			if why := want.differs(got, w.Random); why != "" {
				err = errors.New(why)
			}
		}
		switch {
		case ctx.Err() != nil:
			return Row{}, ctx.Err()
		case err != nil:
			leaveOut(r.name, err)
		case p != nil:
			field = append(field, p)
		}
	}
	defer func() {
		for _, p := range field {
			p.drop()
		}
		runtime.GC()
	}()
	for round := -1; round < c.options.Rounds; round++ {
		for turn := range field {
			p := field[(turn+max(round, 0))%len(field)]
			if p.batch == nil {
				continue
			}
			var err error
			if round < 0 {
				err = p.calibrate(c.options.Batch)
			} else {
				var s float64
				s, err = p.batch(p.loops)
				p.seconds = append(p.seconds, s/float64(p.loops))
			}
			if ctx.Err() != nil {
				return Row{}, ctx.Err()
			}
			if err != nil {
				leaveOut(p.name, err)
				p.batch = nil
			}
		}
	}
	var medians = map[string]float64{}
	for _, p := range field {
		if p.batch == nil {
			continue
		}
		slices.Sort(p.seconds)
		best, median := p.seconds[0], p.seconds[len(p.seconds)/2]
		switch {
		case p == ours:
			row.OursS = best
		case p.lower:
			row.Tiers[p.name] = best
			continue
		default:
			row.Peers[p.name] = best
		}
		medians[p.name] = median
	}
	row.judge(medians)
	if c.limits != nil {
		if least := c.limits.Seconds(roofline.Work{Read: w.Read, Written: w.Written, Flops: w.Flops, Double: w.Double}); least > 0 {
			row.Limit = &least
		}
	}
	return row, nil
}

// judge finds the best peer by the best batches, and apart from that the ratio
// of the medians: far from the other ratio, the machine was not quiet.
func (r *Row) judge(medians map[string]float64) {
	best, bestMedian := math.Inf(1), math.Inf(1)
	for name, s := range r.Peers {
		if s < best || s == best && name < r.BestPeer {
			best, r.BestPeer = s, name
		}
		bestMedian = min(bestMedian, medians[name])
	}
	if r.BestPeer != "" {
		ratio, ratioMedian := r.OursS/best, medians["ours"]/bestMedian
		r.Ratio, r.RatioMedian = &ratio, &ratioMedian
	}
}

// calibrate finds how many calls fill a batch.
func (p *competitor) calibrate(batch time.Duration) error {
	p.loops = 1
	for range 4 { // a first call may compile; a few are measured badly by the clock
		s, err := p.batch(p.loops)
		if err != nil {
			return err
		}
		loops := int(batch.Seconds() / max(s/float64(p.loops), 1e-9))
		if loops <= p.loops*3/2 {
			p.loops = max(1, loops)
			return nil
		}
		p.loops = min(loops, 100*p.loops)
	}
	return nil
}

// inGo prepares what runs in this process. A call of a func value is not
// optimised away, whatever becomes of its result. After a batch nothing of it is left
// to the garbage collector, who would work during the others' batches.
func inGo(name string, setup func() func() any) (*competitor, digest) {
	call := setup()
	first := digestOf(call())
	return &competitor{
		name: name,
		batch: func(loops int) (float64, error) {
			defer runtime.GC()
			if loops > 1 {
				call()
			}
			start := time.Now()
			for range loops {
				call()
			}
			return time.Since(start).Seconds(), nil
		},
		drop: func() { call = nil },
	}, first
}

// with returns ours with a tier of kernels.
func (p *competitor) with(t np.Tier) *competitor {
	return &competitor{
		name:  t.String(),
		lower: true,
		batch: func(loops int) (float64, error) {
			defer np.Use(t)()
			return p.batch(loops)
		},
		drop: func() {},
	}
}

// prepare prepares a peer, whose process is started anew if it has none. The
// competitor is nil if the peer does not have the workload.
func (c *Comparison) prepare(ctx context.Context, r *rival, w Workload) (*competitor, digest, error) {
	if err := r.revive(ctx, c.options.Start); err != nil {
		return nil, digest{}, err
	}
	if !slices.Contains(r.hello.Bodies, w.Body) {
		return nil, digest{}, nil
	}
	ask := func(o order) (answer, error) {
		if r.process == nil {
			return answer{}, errors.New("is gone")
		}
		a, err := r.ask(ctx, o, c.options.Answer)
		if err != nil && !errors.As(err, &refusal{}) {
			r.bury()
		}
		return a, err
	}
	a, err := ask(order{Do: "prepare", Body: w.Body, Args: w.Args})
	if err == nil && a.Digest == nil {
		r.bury()
		err = errors.New("did not say what it computed")
	}
	if err != nil {
		return nil, digest{}, err
	}
	return &competitor{
		name: r.name,
		batch: func(loops int) (float64, error) {
			a, err := ask(order{Do: "batch", Loops: loops})
			if err == nil && !(a.Seconds > 0) {
				r.bury()
				err = fmt.Errorf("says that it took %g s", a.Seconds)
			}
			return a.Seconds, err
		},
		drop: func() { ask(order{Do: "drop"}) },
	}, *a.Digest, nil
}
