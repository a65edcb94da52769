package group

import (
	"context"
	"net/http"

	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/group"
)

// permissionsURL is where it is told who may what.
const permissionsURL = "/gruppen/behorigheter"

// ShowPermissions tells who may what: the visitor's own rights first, then every role's.
// It is made from the table that the use cases go by, so it is never out of date, and is
// no secret to anybody who is signed in.
func (h *Handlers) ShowPermissions(w http.ResponseWriter, r *http.Request) error {
	ctx, visitor := r.Context(), page.VisitorOf(r)
	v := view.PermissionsView{Tabs: tabs(ctx, visitor, permissionsURL), Limits: permissionLimits(ctx, visitor)}
	for _, room := range words.PermissionRooms() {
		if mine := ownRights(ctx, visitor, room); len(mine.Rights) > 0 {
			v.Own = append(v.Own, mine)
		}
		v.Rooms = append(v.Rooms, permissionTable(ctx, room))
	}
	held := map[org.Role]bool{}
	for _, m := range visitor.Actor.Memberships {
		held[m.Role] = held[m.Role] || m.GroupID == visitor.Group.ID || m.GroupID == 0
	}
	for _, role := range org.Roles() {
		v.Roles = append(v.Roles, view.PermissionRole{Short: words.ShortRole(ctx, role), Name: words.Role(ctx, role), Own: held[role]})
		if held[role] {
			v.As = append(v.As, words.Role(ctx, role))
		}
	}
	return page.Show(w, r, http.StatusOK, page.Page{Title: i18n.T(ctx, "Vem får vad"), Content: view.Permissions(v)})
}

// ownRights are the room's actions that the visitor may do, and how far.
func ownRights(ctx context.Context, v page.Visitor, room words.PermissionRoom) view.OwnRights {
	mine := view.OwnRights{Title: room.Title(ctx)}
	for _, action := range room.Actions {
		if reach := v.Actor.Reaches(action, v.Group.ID); reach != org.Nowhere {
			mine.Rights = append(mine.Rights, view.Right{Action: words.Permission(ctx, action), Reach: words.Reach(ctx, reach)})
		}
	}
	return mine
}

// permissionTable is the room's actions by role.
func permissionTable(ctx context.Context, room words.PermissionRoom) view.PermissionRoom {
	t := view.PermissionRoom{ID: room.ID, Title: room.Title(ctx)}
	for _, action := range room.Actions {
		row := view.PermissionRow{Action: words.Permission(ctx, action)}
		for _, role := range org.Roles() {
			row.Reaches = append(row.Reaches, words.Reach(ctx, org.ReachOf(action, role)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// permissionLimits are the limits that hold beside the table.
func permissionLimits(ctx context.Context, v page.Visitor) []string {
	limits := []string{
		i18n.T(ctx, "En roll gäller från sin första dag till och med sin sista. Den som slutar kommer inte in från samma dag, men namnet står kvar i det som är skrivet."),
		i18n.T(ctx, "Den som har två roller får det som någon av dem ger."),
		i18n.T(ctx, "Ett inlägg, en nyckel eller en fil är den persons som har gjort den. Andra ändrar den inte, men den som är sammanställande kan ta bort ett inlägg."),
		i18n.T(ctx, "Systemförvaltaren sköter konton och ser inga siffror."),
		i18n.T(ctx, "Vem som helst läser en utgåva av årsrapporten som är publicerad, och inget annat utan att logga in."),
	}
	if n := v.Group.MaskingThreshold; n > 0 {
		limits = append(limits, i18n.T(ctx, "Den som läser utanför gruppen ser inte tal som bygger på färre än %d barn.", n))
	}
	return limits
}
