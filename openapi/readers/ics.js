// Prints what ical.js finds in a calendar file, and when each event comes in the years from 2025 to 2028.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], 'utf8')));
const events = calendar.getAllSubcomponents('vevent').map(component => {
  const event = new ICAL.Event(component);
  const days = [];
  const each = event.iterator();
  for (let day = each.next(); day && day.year < 2029; day = each.next()) {
    if (day.year > 2024) {
      days.push(day.toString());
    }
  }

  return { uid: event.uid, summary: event.summary, start: event.startDate.toString(), end: event.endDate.toString(), days };
});
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue('x-wr-calname'), events }));
