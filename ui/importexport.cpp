// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/importexport.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>

#include "models/favorites.h"
#include "models/marks.h"
#include "ui/whilealive.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

FileFormat formatOf(const QString &path, const QString &filter)
{
    if (path.endsWith(".json"_L1, Qt::CaseInsensitive))
        return FileFormat::Json;
    return filter.contains("Letterboxd"_L1) ? FileFormat::Letterboxd : FileFormat::Csv;
}

QString countsOf(const TakenContent &taken)
{
    QStringList parts;
    const auto add = [&parts](int count, const QString &text) {
        if (count > 0)
            parts += text;
    };
    add(taken.favorites, ImportExport::tr("%n favorites", nullptr, taken.favorites));
    add(taken.watchlist, ImportExport::tr("%n for the watchlist", nullptr, taken.watchlist));
    add(taken.ratings, ImportExport::tr("%n ratings", nullptr, taken.ratings));
    add(taken.watched, ImportExport::tr("%n watched", nullptr, taken.watched));
    add(taken.notes, ImportExport::tr("%n notes", nullptr, taken.notes));
    add(taken.listTitles, ImportExport::tr("%n titles in lists", nullptr, taken.listTitles));
    return parts.isEmpty() ? ImportExport::tr("Everything in it was here already.") : parts.join(u", "_s);
}

} // namespace

ImportExport::ImportExport(const WindowPorts &ports, QWidget *window) : QObject(window), m_ports(ports), m_window(window) { }

void ImportExport::chooseImport()
{
    auto *dialog = new QFileDialog(m_window, tr("Import"), {}, tr("Exports (*.csv *.zip *.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportExport::import);
    dialog->open();
}

void ImportExport::import(const QString &path)
{
    m_ports.transfer.importFile(path, {}, whileAlive(this, [this, path](const Result<ImportReport> &report) {
        if (!report)
            return Q_EMIT said(tr("Nothing was imported: %1").arg(report.error().sentence()));
        m_ports.favorites.load();
        m_ports.marks.load();
        tell(path, *report);
    }));
}

void ImportExport::tell(const QString &path, const ImportReport &report)
{
    auto *dialog = new QMessageBox(
        QMessageBox::Information, tr("Import"), tr("Imported from %1").arg(report.kind), QMessageBox::Ok, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTextFormat(Qt::PlainText);
    QString words = countsOf(report.taken);
    if (!report.unmatched.empty()) {
        words += u"\n\n"_s + tr("%n rows matched nothing here.", nullptr, int(report.unmatched.size()));
        const auto *save = dialog->addButton(tr("Save a report\u2026"), QMessageBox::ActionRole);
        connect(save, &QAbstractButton::clicked, this, [this, path] { saveReport(path); });
    }
    dialog->setInformativeText(words);
    dialog->open();
}

// Importing again changes nothing, and writes the report.
void ImportExport::saveReport(const QString &path)
{
    auto *dialog = new QFileDialog(m_window, tr("Save a report"), {}, tr("Table (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, path](const QString &report) {
        m_ports.transfer.importFile(path, report, whileAlive(this, [this](const Result<ImportReport> &done) {
            Q_EMIT said(done ? tr("Saved. Fill in the last column and import the report.") : done.error().sentence());
        }));
    });
    dialog->open();
}

void ImportExport::chooseExport()
{
    QStringList names{tr("Everything"), tr("Favorites"), tr("Watchlist"), tr("My ratings"), tr("Watched"), tr("Notes")};
    const QStringList words{u"everything"_s, u"favorites"_s, u"watchlist"_s, u"ratings"_s, u"watched"_s, u"notes"_s};
    for (const OwnList &list : m_ports.marks.lists())
        names += list.name;
    auto *dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Export"));
    dialog->setLabelText(tr("What to export"));
    dialog->setComboBoxItems(names);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, names, words](const QString &name) {
        const qsizetype at = names.indexOf(name);
        chooseFile(ExportChoice::named(at >= 0 && at < words.size() ? words[at] : u"list:"_s + name), name);
    });
    dialog->open();
}

void ImportExport::chooseFile(const ExportChoice &choice, const QString &name)
{
    auto *dialog = new QFileDialog(m_window, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Matinee (*.json)"), tr("Table (*.csv)"), tr("For Letterboxd (*.csv)")});
    QString file = name;
    dialog->selectFile(file.replace(u'/', u'-') + u".json"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.contains(".csv"_L1) ? u"csv"_s : u"json"_s); });
    connect(dialog, &QFileDialog::fileSelected, this, [this, choice, dialog](const QString &path) {
        const FileFormat format = formatOf(path, dialog->selectedNameFilter());
        m_ports.transfer.exportFile(choice, format, path, whileAlive(this, [this, path](const Result<qint64> &written) {
            Q_EMIT said(written ? tr("Exported to %1").arg(path) : written.error().sentence());
        }));
    });
    dialog->open();
}

} // namespace matinee
