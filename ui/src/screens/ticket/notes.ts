/** What was typed and not sent yet, by ticket: it outlives a look at another screen. */
const kept = new Map<string, string>();

export const notes = {
  of: (ticket: string): string => kept.get(ticket) ?? '',
  keep(ticket: string, text: string): void {
    if (text === '') kept.delete(ticket);
    else kept.set(ticket, text);
  },
};
