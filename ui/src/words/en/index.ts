// One file per room of the house; a new room is one import and one name here.
import alarm from './alarm.json';
import alone from './alone.json';
import backup from './backup.json';
import cue from './cue.json';
import desk from './desk.json';
import dialog from './dialog.json';
import duty from './duty.json';
import erasing from './erasing.json';
import find from './find.json';
import first_run from './first_run.json';
import frame from './frame.json';
import handover from './handover.json';
import joining from './joining.json';
import keys from './keys.json';
import liaison from './liaison.json';
import loss from './loss.json';
import manage from './manage.json';
import names from './names.json';
import oversight from './oversight.json';
import parts from './parts.json';
import photo from './photo.json';
import problem from './problem.json';
import report from './report.json';
import roster from './roster.json';
import sending from './sending.json';
import sign_in from './sign_in.json';
import sound from './sound.json';
import storm from './storm.json';
import telling from './telling.json';
import ticket from './ticket.json';
import update from './update.json';
import wall from './wall.json';

export const en = {
  alarm,
  alone,
  backup,
  cue,
  desk,
  dialog,
  duty,
  erasing,
  find,
  first_run,
  frame,
  handover,
  joining,
  keys,
  liaison,
  loss,
  manage,
  names,
  oversight,
  parts,
  photo,
  problem,
  report,
  roster,
  sending,
  sign_in,
  sound,
  storm,
  telling,
  ticket,
  update,
  wall,
};
