package lab

// Progress is told how set-up gets on. It is called from one goroutine at a
// time; nil listens to nothing.
type Progress func(Event)

// An Event is one piece of news from set-up. Steps that are done already say
// Ready in Setup and nothing in Headless.
type Event struct {
	Step   string `json:"step"`             // a short name that stays: "tools", "python" …
	Title  string `json:"title"`            // what the step does, for people
	State  State  `json:"state"`            // where the step stands
	Done   int    `json:"done,omitempty"`   // of Total, both 0 while unknown
	Total  int    `json:"total,omitempty"`  // how much there is to do
	Detail string `json:"detail,omitempty"` // what is being done now, or what went wrong
}

// A State is where a step stands.
type State string

// A step that is there already says Ready; any other says Started, then Working
// as often as it has news, then Finished or Failed. A Note belongs to no state:
// something the user should know.
const (
	Ready    State = "ready"
	Started  State = "started"
	Working  State = "working"
	Finished State = "finished"
	Failed   State = "failed"
	Note     State = "note"
)

func (p Progress) tell(e Event) {
	if p != nil {
		p(e)
	}
}
