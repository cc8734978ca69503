// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache/transfer/filetransfer.h"

#include <QSaveFile>

#include "cache/transfer/exportedtitles.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

Result<qint64> writeFile(const std::vector<PrintedTitle> &titles, FileFormat format, const QString &path)
{
    QSaveFile file(path);
    const auto failed = [&] { return fail(ErrorKind::Storage, u"cannot be written: "_s + file.errorString(), path); };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    const auto writer = TitleWriter::make(format, [&](const QByteArray &bytes) { return file.write(bytes) == bytes.size(); });
    writer->begin();
    for (const PrintedTitle &title : titles)
        writer->write(title);
    if (!writer->end() || !file.commit())
        return failed();
    return static_cast<qint64>(titles.size());
}

} // namespace

FileTransfer::FileTransfer(PersonalData &personal, std::vector<TitleFinder *> finders, Mailbox &mailbox)
    : m_personal(personal), m_finders(std::move(finders)), m_mailbox(mailbox)
{
    m_pool.setMaxThreadCount(1);
}

void FileTransfer::close()
{
    m_pool.waitForDone();
}

void FileTransfer::apart(std::function<void()> work, std::function<void()> then)
{
    m_pool.start([this, work = std::move(work), then = std::move(then), life = std::weak_ptr(m_life)] {
        work();
        m_mailbox.post([then, life] {
            if (!life.expired())
                then();
        });
    });
}

void FileTransfer::importFile(const QString &path, const QString &reportFile, Reply<ImportReport> reply)
{
    const ImportTools tools{m_personal, m_finders,
        [this](std::function<void()> work, std::function<void()> then) { apart(std::move(work), std::move(then)); }};
    std::make_shared<ImportJob>(tools, path, reportFile, std::move(reply))->start();
}

void FileTransfer::exportFile(const ExportChoice &choice, FileFormat format, const QString &path, Reply<qint64> reply)
{
    m_personal.content([=, this, life = std::weak_ptr(m_life)](const Result<PersonalContent> &content) {
        if (life.expired())
            return;
        auto titles = content ? exportedTitles(*content, choice) : tl::unexpected(content.error());
        if (!titles)
            return reply(tl::unexpected(titles.error()));
        const auto written = std::make_shared<Result<qint64>>();
        apart([titles = *std::move(titles), format, path, written] { *written = writeFile(titles, format, path); },
            [reply, written] { reply(*written); });
    });
}

} // namespace matinee
