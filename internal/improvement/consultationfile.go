package improvement

import (
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// ConsultationFileID is the identity of a file of a consultation.
type ConsultationFileID int64

// ConsultationFile is the proposal that a consultation is about, or something that came with
// it.
type ConsultationFile struct {
	ID             ConsultationFileID
	GroupID        org.GroupID
	ConsultationID ConsultationID
	Name           string // safe to save a file as, with the ending of its type
	MediaType      string // one of those that are taken, never what the sender said
	Size           int    // bytes
	SHA256         []byte
	AddedAt        time.Time
	AddedBy        org.PersonID
}

// NewFile is what came as a file with a name, as it may be kept with the consultation that
// has so many already. It is checked as NewAttachment does, and one too many is a problem at
// "file" too; fault.ErrWrongState when the consultation waits no longer.
func (c Consultation) NewFile(name string, content []byte, there int) (ConsultationFile, error) {
	if !c.Waits() {
		return ConsultationFile{}, fault.ErrWrongState
	}
	a, err := NewAttachment(name, content)
	if err != nil {
		return ConsultationFile{}, err
	}
	var v fault.ValidationError
	if there >= MostAttachments {
		v.Add("file", "too_many_attachments", MostAttachments)
	}
	return ConsultationFile{GroupID: c.GroupID, ConsultationID: c.ID, Name: a.Name, MediaType: a.MediaType, Size: a.Size, SHA256: a.SHA256[:]}, v.OrNil()
}
