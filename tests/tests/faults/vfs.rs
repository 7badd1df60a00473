//! SQLite's way to a [`Disk`]: a VFS that takes over the paths mounted here and leaves every other to the system's.
//!
//! It is registered as the default, so that the whole product, which names no VFS, can be run on such a disk.
// SQLite's interface is C: pointers to its structures, callbacks that must not unwind. Nothing else here is unsafe.
#![allow(unsafe_code)]

use crate::disk::{Disk, Failure};
use crate::sharing::Sharing;
use rusqlite::ffi;
use std::collections::BTreeMap;
use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, Once};

static SYSTEM: AtomicPtr<ffi::sqlite3_vfs> = AtomicPtr::new(std::ptr::null_mut());
static MOUNTS: Mutex<Vec<(String, Arc<Mounted>)>> = Mutex::new(Vec::new());
static HANDLES: AtomicU64 = AtomicU64::new(1);

struct Mounted {
    disk: Arc<Disk>,
    sharing: Mutex<BTreeMap<usize, Sharing>>,
}

/// A folder whose database files lie on a [`Disk`] for as long as this lives.
pub struct Mount {
    folder: PathBuf,
}

impl Mount {
    pub fn new(folder: &Path, disk: &Arc<Disk>) -> Mount {
        static ONCE: Once = Once::new();
        ONCE.call_once(register);
        let name = folder.to_str().expect("a folder of these tests is unicode").to_owned();
        let mounted = Mounted { disk: Arc::clone(disk), sharing: Mutex::default() };
        MOUNTS.lock().expect("not poisoned").push((name, Arc::new(mounted)));
        Mount { folder: folder.to_owned() }
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join("room.db")
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        if let (Some(name), Ok(mut mounts)) = (self.folder.to_str(), MOUNTS.lock()) {
            mounts.retain(|(folder, _)| folder != name);
        }
    }
}

/// The disk of a path, and the file's name on it.
fn mounted(path: &str) -> Option<(Arc<Mounted>, String)> {
    let mounts = MOUNTS.lock().ok()?;
    mounts.iter().find_map(|(folder, mounted)| {
        let name = path.strip_prefix(folder.as_str())?.strip_prefix(['/', '\\'])?;
        Some((Arc::clone(mounted), name.to_owned()))
    })
}

/// What SQLite allocates for an open file: its own head, then what we hang on it.
#[repr(C)]
struct Handle {
    head: ffi::sqlite3_file,
    open: *mut Open,
}

struct Open {
    mounted: Arc<Mounted>,
    file: usize,
    id: u64,
    name: String,
    /// Its first sync makes the folder safe too, as the system's VFS does for journals.
    fresh: bool,
    gone_with_me: bool,
}

impl Open {
    fn sharing<T>(&self, with: impl FnOnce(&mut Sharing) -> T) -> T {
        let mut all = self.mounted.sharing.lock().expect("not poisoned");
        with(all.entry(self.file).or_default())
    }
}

fn register() {
    // SAFETY: SQLite owns the VFS it returns for the life of the process; ours is leaked and lives as long.
    unsafe {
        let system = ffi::sqlite3_vfs_find(std::ptr::null());
        SYSTEM.store(system, Ordering::SeqCst);
        let size = c_int::try_from(size_of::<Handle>()).expect("small");
        let vfs = Box::leak(Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: size.max((*system).szOsFile),
            zName: c"kentongan_faults".as_ptr(),
            pNext: std::ptr::null_mut(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_name),
            xRandomness: Some(randomness),
            xSleep: Some(sleep),
            xCurrentTime: Some(current_time),
            xCurrentTimeInt64: Some(current_time_int),
            xGetLastError: Some(last_error),
            ..*system
        }));
        assert_eq!(ffi::sqlite3_vfs_register(vfs, 1), ffi::SQLITE_OK);
    }
}

fn system() -> *mut ffi::sqlite3_vfs {
    SYSTEM.load(Ordering::SeqCst)
}

/// Passes a call on to the system's VFS.
macro_rules! pass {
    ($method:ident $(, $argument:expr)*) => {{
        let system = system();
        match (*system).$method {
            Some(method) => method(system $(, $argument)*),
            None => ffi::SQLITE_ERROR,
        }
    }};
}

unsafe fn text<'a>(name: *const c_char) -> Option<&'a str> {
    // SAFETY: SQLite hands over null or a terminated string that outlives the call.
    if name.is_null() { None } else { unsafe { CStr::from_ptr(name) }.to_str().ok() }
}

unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `file` has the room asked for in szOsFile; the system's VFS gets what SQLite gave us.
    unsafe {
        let Some((mounted, short)) = text(name).and_then(mounted) else {
            return pass!(xOpen, name, file, flags, out);
        };
        (*file).pMethods = std::ptr::null();
        let has = |flag: c_int| flags & flag != 0;
        let before = mounted.disk.exists(&short);
        let found = mounted.disk.open(&short, has(ffi::SQLITE_OPEN_CREATE), has(ffi::SQLITE_OPEN_EXCLUSIVE));
        let Ok(number) = found else { return ffi::SQLITE_CANTOPEN };
        let journal = has(ffi::SQLITE_OPEN_WAL) || has(ffi::SQLITE_OPEN_MAIN_JOURNAL);
        let open = Open {
            mounted,
            file: number,
            id: HANDLES.fetch_add(1, Ordering::Relaxed),
            name: short,
            fresh: journal && !before,
            gone_with_me: has(ffi::SQLITE_OPEN_DELETEONCLOSE),
        };
        let handle = file.cast::<Handle>();
        (*handle).open = Box::into_raw(Box::new(open));
        (*handle).head.pMethods = &METHODS;
        if !out.is_null() {
            *out = flags;
        }
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: as in `open`.
    unsafe {
        match text(name).and_then(mounted) {
            None => pass!(xDelete, name, sync),
            Some((mounted, short)) => match mounted.disk.delete(&short, sync != 0) {
                Ok(()) => ffi::SQLITE_OK,
                Err(Failure::Missing) => ffi::SQLITE_IOERR_DELETE_NOENT,
                Err(_) => ffi::SQLITE_IOERR_DELETE,
            },
        }
    }
}

unsafe extern "C" fn access(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: `out` is SQLite's own.
    unsafe {
        match text(name).and_then(mounted) {
            None => pass!(xAccess, name, flags, out),
            Some((mounted, short)) => {
                *out = c_int::from(mounted.disk.exists(&short));
                ffi::SQLITE_OK
            }
        }
    }
}

unsafe extern "C" fn full_name(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: `out` has `room` bytes, and no more than those are written.
    unsafe {
        let Some(path) = text(name).filter(|path| mounted(path).is_some()) else {
            return pass!(xFullPathname, name, room, out);
        };
        let Ok(whole) = CString::new(path) else { return ffi::SQLITE_CANTOPEN };
        let bytes = whole.as_bytes_with_nul();
        if bytes.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast::<c_char>(), out, bytes.len());
        ffi::SQLITE_OK
    }
}

// SAFETY of the next five: arguments are handed on as they came.
unsafe extern "C" fn randomness(_: *mut ffi::sqlite3_vfs, size: c_int, out: *mut c_char) -> c_int {
    unsafe { pass!(xRandomness, size, out) }
}
unsafe extern "C" fn sleep(_: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    unsafe { pass!(xSleep, microseconds) }
}
unsafe extern "C" fn current_time(_: *mut ffi::sqlite3_vfs, out: *mut f64) -> c_int {
    unsafe { pass!(xCurrentTime, out) }
}
unsafe extern "C" fn current_time_int(_: *mut ffi::sqlite3_vfs, out: *mut ffi::sqlite3_int64) -> c_int {
    unsafe { pass!(xCurrentTimeInt64, out) }
}
unsafe extern "C" fn last_error(_: *mut ffi::sqlite3_vfs, size: c_int, out: *mut c_char) -> c_int {
    unsafe { pass!(xGetLastError, size, out) }
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

unsafe fn of<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Open {
    // SAFETY: these methods are only hung on handles that `open` filled, and SQLite calls none after `close`.
    unsafe { &mut *(*file.cast::<Handle>()).open }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the box made in `open`, taken back once.
    unsafe {
        let open = Box::from_raw((*file.cast::<Handle>()).open);
        open.sharing(|sharing| {
            sharing.unlock(open.id, 0);
            sharing.leave(open.id);
        });
        if open.gone_with_me {
            // Without power it stays; nobody looks for it.
            let _ = open.mounted.disk.delete(&open.name, false);
        }
        (*file).pMethods = std::ptr::null();
        ffi::SQLITE_OK
    }
}

unsafe extern "C" fn read(file: *mut ffi::sqlite3_file, into: *mut c_void, size: c_int, at: i64) -> c_int {
    // SAFETY: `into` has `size` bytes.
    unsafe {
        let open = of(file);
        let into = std::slice::from_raw_parts_mut(into.cast::<u8>(), size as usize);
        match open.mounted.disk.read(open.file, at as u64, into) {
            Ok(length) if length == into.len() => ffi::SQLITE_OK,
            Ok(_) => ffi::SQLITE_IOERR_SHORT_READ,
            Err(_) => ffi::SQLITE_IOERR_READ,
        }
    }
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, from: *const c_void, size: c_int, at: i64) -> c_int {
    // SAFETY: `from` has `size` bytes.
    unsafe {
        let open = of(file);
        let bytes = std::slice::from_raw_parts(from.cast::<u8>(), size as usize);
        match open.mounted.disk.write(open.file, at as u64, bytes) {
            Ok(()) => ffi::SQLITE_OK,
            Err(Failure::Full) => ffi::SQLITE_FULL,
            Err(_) => ffi::SQLITE_IOERR_WRITE,
        }
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    match open.mounted.disk.truncate(open.file, size as u64) {
        Ok(()) => ffi::SQLITE_OK,
        Err(_) => ffi::SQLITE_IOERR_TRUNCATE,
    }
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    match open.mounted.disk.sync(open.file, open.fresh) {
        Ok(()) => {
            open.fresh = false;
            ffi::SQLITE_OK
        }
        Err(_) => ffi::SQLITE_IOERR_FSYNC,
    }
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    // SAFETY: `out` is SQLite's own.
    unsafe {
        let open = of(file);
        *out = open.mounted.disk.size(open.file) as i64;
    }
    ffi::SQLITE_OK
}

fn or_busy(done: bool) -> c_int {
    if done { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    or_busy(open.sharing(|sharing| sharing.lock(open.id, level)))
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    open.sharing(|sharing| sharing.unlock(open.id, level));
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: `out` is SQLite's own.
    unsafe { *out = c_int::from(of(file).sharing(|sharing| sharing.reserved())) };
    ffi::SQLITE_OK
}

unsafe extern "C" fn control(_: *mut ffi::sqlite3_file, _: c_int, _: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

/// As the system's VFS says of a disk: what is not written stays as it is.
unsafe extern "C" fn characteristics(_: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn sector_size(_: *mut ffi::sqlite3_file) -> c_int {
    4096
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    no: c_int,
    size: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: a region is boxed and lives until the last of its readers has left.
    unsafe {
        let open = of(file);
        let found = open.sharing(|s| s.region(open.id, no as usize, size as usize, extend != 0));
        *out = found.map_or(std::ptr::null_mut(), |region| region.cast::<c_void>());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(file: *mut ffi::sqlite3_file, first: c_int, n: c_int, flags: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    let mask = (((1u32 << n) - 1) << first) as u8;
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        open.sharing(|sharing| sharing.unlock_slots(open.id, mask));
        return ffi::SQLITE_OK;
    }
    let exclusive = flags & ffi::SQLITE_SHM_EXCLUSIVE != 0;
    or_busy(open.sharing(|sharing| sharing.lock_slots(open.id, mask, exclusive)))
}

unsafe extern "C" fn shm_barrier(_: *mut ffi::sqlite3_file) {
    std::sync::atomic::fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _: c_int) -> c_int {
    // SAFETY: see `of`.
    let open = unsafe { of(file) };
    open.sharing(|sharing| sharing.leave(open.id));
    ffi::SQLITE_OK
}
