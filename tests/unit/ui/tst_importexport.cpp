// SPDX-License-Identifier: GPL-3.0-or-later
#include <QInputDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/importexport.h"

using namespace Qt::StringLiterals;
using namespace matinee;

// Import and export as the window asks for them.
class TestImportExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCameOfItIsSaidWithAWayToAReport()
    {
        test::PageWorld world;
        QWidget window;
        ImportExport files(world.ports(), &window);
        world.transfer.report = ImportReport{u"Letterboxd"_s, 12, {}, {}};
        world.transfer.report->taken.ratings = 4;
        world.transfer.report->unmatched.push_back({u"a.csv:2"_s, u"<b>No</b>"_s, {}, {}, {}, u"why"_s});
        files.import(u"/films/a.zip"_s);
        QCOMPARE(world.transfer.imported, QStringList{u"/films/a.zip"_s});
        auto *dialog = window.findChild<QMessageBox *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->textFormat(), Qt::PlainText);
        QVERIFY(dialog->text().contains(u"Letterboxd"_s));
        QVERIFY(dialog->informativeText().contains(u"4"_s));
        QCOMPARE(dialog->buttons().size(), 2);
        dialog->close();
    }

    void aFileThatIsWrongIsNamed()
    {
        test::PageWorld world;
        QWidget window;
        ImportExport files(world.ports(), &window);
        QSignalSpy said(&files, &ImportExport::said);
        world.transfer.report = fail(ErrorKind::Malformed, u"is empty"_s, u"/films/a.csv"_s);
        files.import(u"/films/a.csv"_s);
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().toString().contains(u"/films/a.csv: is empty"_s));
        QVERIFY(!window.findChild<QMessageBox *>());
    }

    void exportOffersEverythingAndEachList()
    {
        test::PageWorld world;
        QWidget window;
        world.marks.makeList(u"Silent comedies"_s, std::nullopt);
        ImportExport files(world.ports(), &window);
        files.chooseExport();
        const auto *dialog = window.findChild<QInputDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->comboBoxItems().size(), 7);
        QVERIFY(dialog->comboBoxItems().contains(u"Silent comedies"_s));
    }
};

QTEST_MAIN(TestImportExport)
#include "tst_importexport.moc"
