// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultyfiles.h"

#include <sqlite3.h>

#include <cstring>
#include <mutex>

namespace matinee::test {
namespace {

std::atomic_int s_calls{0};
std::atomic_int s_failAt{0}; // 0: never
std::atomic_bool s_fromThenOn{false};
std::atomic_int s_code{SQLITE_IOERR};
std::atomic_bool s_failed{false};

// What this call is to answer instead of being made; SQLITE_OK: it is made.
int verdict()
{
    const int call = ++s_calls;
    const int at = s_failAt;
    const bool fails = at > 0 && (call == at || (s_fromThenOn && call > at));
    if (fails)
        s_failed = true;
    return fails ? s_code.load() : SQLITE_OK;
}

struct File {
    sqlite3_file base;
    sqlite3_file *real;
};

sqlite3_file *realOf(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file)->real;
}

const sqlite3_io_methods &methodsOf(sqlite3_file *file)
{
    return *realOf(file)->pMethods;
}

int closeFile(sqlite3_file *file)
{
    sqlite3_file *real = realOf(file);
    const int done = real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
    sqlite3_free(real);
    return done;
}

int writeFile(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 at)
{
    if (const int code = verdict(); code != SQLITE_OK)
        return code;
    return methodsOf(file).xWrite(realOf(file), bytes, size, at);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    if (const int code = verdict(); code != SQLITE_OK)
        return code;
    return methodsOf(file).xTruncate(realOf(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    if (const int code = verdict(); code != SQLITE_OK)
        return code;
    return methodsOf(file).xSync(realOf(file), flags);
}

const sqlite3_io_methods &wrapped()
{
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods all{};
        all.iVersion = 3;
        all.xClose = closeFile;
        all.xRead
            = [](sqlite3_file *f, void *to, int size, sqlite3_int64 at) { return methodsOf(f).xRead(realOf(f), to, size, at); };
        all.xWrite = writeFile;
        all.xTruncate = truncateFile;
        all.xSync = syncFile;
        all.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) { return methodsOf(f).xFileSize(realOf(f), size); };
        all.xLock = [](sqlite3_file *f, int lock) { return methodsOf(f).xLock(realOf(f), lock); };
        all.xUnlock = [](sqlite3_file *f, int lock) { return methodsOf(f).xUnlock(realOf(f), lock); };
        all.xCheckReservedLock = [](sqlite3_file *f, int *out) { return methodsOf(f).xCheckReservedLock(realOf(f), out); };
        all.xFileControl = [](sqlite3_file *f, int op, void *arg) { return methodsOf(f).xFileControl(realOf(f), op, arg); };
        all.xSectorSize = [](sqlite3_file *f) { return methodsOf(f).xSectorSize(realOf(f)); };
        all.xDeviceCharacteristics = [](sqlite3_file *f) { return methodsOf(f).xDeviceCharacteristics(realOf(f)); };
        all.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **out) {
            return methodsOf(f).xShmMap(realOf(f), page, size, extend, out);
        };
        all.xShmLock
            = [](sqlite3_file *f, int offset, int n, int flags) { return methodsOf(f).xShmLock(realOf(f), offset, n, flags); };
        all.xShmBarrier = [](sqlite3_file *f) { methodsOf(f).xShmBarrier(realOf(f)); };
        all.xShmUnmap = [](sqlite3_file *f, int remove) { return methodsOf(f).xShmUnmap(realOf(f), remove); };
        all.xFetch = [](sqlite3_file *, sqlite3_int64, int, void **out) {
            *out = nullptr; // no mapping: it is read
            return SQLITE_OK;
        };
        all.xUnfetch = [](sqlite3_file *, sqlite3_int64, void *) { return SQLITE_OK; };
        return all;
    }();
    return methods;
}

sqlite3_vfs *realVfs()
{
    // The usual one of this system: asked for before ours is.
    static sqlite3_vfs *const vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

int openFile(sqlite3_vfs * /*vfs*/, sqlite3_filename name, sqlite3_file *out, int flags, int *outFlags)
{
    out->pMethods = nullptr;
    if (const int code = verdict(); code != SQLITE_OK)
        return SQLITE_CANTOPEN;
    auto *file = reinterpret_cast<File *>(out);
    file->real = static_cast<sqlite3_file *>(sqlite3_malloc(realVfs()->szOsFile));
    if (!file->real)
        return SQLITE_NOMEM;
    std::memset(file->real, 0, static_cast<std::size_t>(realVfs()->szOsFile));
    const int done = realVfs()->xOpen(realVfs(), name, file->real, flags, outFlags);
    if (done != SQLITE_OK) {
        sqlite3_free(file->real);
        return done;
    }
    out->pMethods = &wrapped();
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs * /*vfs*/, const char *name, int sync)
{
    if (const int code = verdict(); code != SQLITE_OK)
        return SQLITE_IOERR_DELETE;
    return realVfs()->xDelete(realVfs(), name, sync);
}

} // namespace

void FaultyFiles::install()
{
    static std::once_flag once;
    std::call_once(once, [] {
        static sqlite3_vfs vfs = *realVfs();
        vfs.zName = "matinee-faulty";
        vfs.szOsFile = sizeof(File);
        vfs.pNext = nullptr;
        vfs.xOpen = openFile;
        vfs.xDelete = deleteFile;
        sqlite3_vfs_register(&vfs, 1);
    });
}

void FaultyFiles::failAt(int n, Lasts lasts, int code)
{
    s_failAt = 0;
    s_calls = 0;
    s_failed = false;
    s_code = code;
    s_fromThenOn = lasts == Lasts::FromThenOn;
    s_failAt = n;
}

void FaultyFiles::heal()
{
    s_failAt = 0;
    s_calls = 0;
}

int FaultyFiles::calls()
{
    return s_calls;
}

bool FaultyFiles::hasFailed()
{
    return s_failed;
}

} // namespace matinee::test
