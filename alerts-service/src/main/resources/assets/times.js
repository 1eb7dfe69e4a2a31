// Puts moments into the reader's own time and way of writing.

const FORMAT = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'short'});

/** @param {ParentNode} within */
export function localTimes(within) {
  within.querySelectorAll('time[datetime]').forEach(time => {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime()) && !time.title) {
      time.title = time.textContent;
      time.textContent = FORMAT.format(at);
    }
  });
}
