// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/scriptedinstaller.h"
#include "ui/dialogs/addsourcedialog.h"
#include "ui/dialogs/profileedit.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

/// A dialog on the screen, and what is around it.
struct World {
    ScriptedInstaller installer;
    Theme theme;
    std::unique_ptr<AddSourceDialog> dialog;
    std::unique_ptr<QSignalSpy> added;
    std::unique_ptr<QSignalSpy> said;

    void open(const QByteArray &profile = {})
    {
        dialog = std::make_unique<AddSourceDialog>(installer, theme, profile);
        added = std::make_unique<QSignalSpy>(dialog.get(), &AddSourceDialog::added);
        said = std::make_unique<QSignalSpy>(dialog.get(), &AddSourceDialog::said);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    }
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }
    [[nodiscard]] QString faults() const
    {
        for (const QPlainTextEdit *text : dialog->findChildren<QPlainTextEdit *>()) {
            if (text->isReadOnly())
                return text->isVisible() ? text->toPlainText() : QString();
        }
        return {};
    }
    [[nodiscard]] ProfileEdit *profile() const { return dialog->findChild<ProfileEdit *>(); }
    [[nodiscard]] QComboBox *kind() const { return dialog->findChild<QComboBox *>(); }
    [[nodiscard]] QLineEdit *field(const QString &label) const
    {
        for (const QLabel *shown : dialog->findChildren<QLabel *>()) {
            if (shown->text().remove(u'&') == label)
                return qobject_cast<QLineEdit *>(shown->buddy());
        }
        return nullptr;
    }
    void add() const { QTest::mouseClick(button(u"Add"_s), Qt::LeftButton); }
};

} // namespace

class TestAddSourceDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingCanBeAddedBeforeAProfileIsThere()
    {
        World world;
        world.open();
        QVERIFY(!world.button(u"Add"_s)->isEnabled());
        QCOMPARE(world.faults(), QString());
        QVERIFY(world.profile()->hasFocus());
    }

    void aFaultIsSaidWithItsPlaceAndGoesWhenItIsMended()
    {
        World world;
        world.open("bad");
        QCOMPARE(world.faults(), u"/base: must be an address"_s);
        QVERIFY(world.says(u"to mend in this profile"_s));
        QVERIFY(!world.button(u"Add"_s)->isEnabled());
        world.profile()->setPlainText(u"good"_s);
        QCOMPARE(world.faults(), QString());
        QVERIFY(world.says(u"films.test"_s));
        QVERIFY(world.button(u"Add"_s)->isEnabled());
    }

    void aGoodProfileIsTriedAndThenAddedUnderThePersonsName()
    {
        World world;
        world.open("good");
        QLineEdit *name = world.field(u"Name"_s);
        QCOMPARE(name->text(), u"Films"_s);
        name->selectAll();
        QTest::keyClicks(name, u"My films"_s);
        world.profile()->setPlainText(u"good still"_s);
        QCOMPARE(name->text(), u"My films"_s); // what the person typed stays
        world.add();
        QVERIFY(world.says(u"Asking films.test"_s));
        QVERIFY(world.installer.installed.isEmpty());
        world.installer.answer(SourceTrial{20, 3201});
        QCOMPARE(world.installer.installed, QStringList{u"films as My films"_s});
        QCOMPARE(world.added->size(), 1);
        QCOMPARE(world.added->at(0), (QVariantList{u"films"_s, false}));
        QCOMPARE(world.said->at(0).at(0).toString(), u"20 titles of 3,201 came."_s);
        QVERIFY(!world.dialog->isVisible());
    }

    void aServerThatWantsToKnowWhoAsksIsAdded()
    {
        World world;
        world.open("good");
        world.add();
        world.installer.answer(SourceTrial{0, -1, 0, true});
        QCOMPARE(world.added->size(), 1);
        QCOMPARE(world.added->at(0).at(1).toBool(), true);
        QCOMPARE(world.said->size(), 0);
    }

    void aServerThatDoesNotAnswerIsAddedOnlyWhenThePersonInsists()
    {
        World world;
        world.open("good");
        QVERIFY(!world.button(u"Add anyway"_s)->isVisible());
        world.add();
        QVERIFY(!world.profile()->isEnabled());
        world.installer.answer(fail(ErrorKind::Unreachable, u"connection refused"_s, u"films.test"_s));
        QVERIFY(world.added->isEmpty());
        QVERIFY(world.profile()->isEnabled());
        QVERIFY(world.dialog->isVisible());
        QTest::mouseClick(world.button(u"Add anyway"_s), Qt::LeftButton);
        QCOMPARE(world.added->size(), 1);
    }

    void anAnswerOfAnotherShapeSaysWhatDoesNotFit()
    {
        World world;
        world.open("good");
        world.add();
        world.installer.answer(fail(ErrorKind::Malformed, u"none of the 20 entries has an id"_s, u"/title"_s));
        QVERIFY(world.says(u"answers, but not as the profile says: /title: none of the 20 entries has an id"_s));
    }

    void aProfileThatCannotBeWrittenLosesNothing()
    {
        World world;
        world.installer.installs = fail(ErrorKind::Storage, u"no space left"_s, u"films.json"_s);
        world.open("good");
        world.add();
        world.installer.answer(SourceTrial{20});
        QVERIFY(world.added->isEmpty());
        QVERIFY(world.dialog->isVisible());
        QCOMPARE(world.profile()->toPlainText(), u"good"_s);
        QVERIFY(world.button(u"Add"_s)->isEnabled());
    }

    void aDroppedFileIsRead()
    {
        World world;
        world.installer.files.insert(u"/films/profile.json"_s, {"good from a file", true});
        world.open();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/films/profile.json"_s)});
        QDropEvent drop({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(world.profile()->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QCoreApplication::sendEvent(world.profile()->viewport(), &drop);
        QCOMPARE(world.profile()->toPlainText(), u"good from a file"_s);
    }

    void aKnownKindOfServerNeedsItsAddressOnly()
    {
        World world;
        world.open();
        world.kind()->setCurrentText(u"Jellyfin"_s);
        QVERIFY(!world.profile()->isVisible());
        QVERIFY(!world.button(u"Choose file…"_s)->isVisible());
        QLineEdit *address = world.field(u"Address"_s);
        QVERIFY(address->isVisible());
        QVERIFY(!world.button(u"Add"_s)->isEnabled());
        QTest::keyClicks(address, u"nas"_s);
        QVERIFY(world.says(u"The address must be like http://127.0.0.1:8096"_s));
        address->setText(u"http://nas:8096"_s);
        QVERIFY(world.button(u"Add"_s)->isEnabled());
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(world.installer.trials.size(), std::size_t(1));
    }

    void anEarlierOneIsReplacedWithAWord()
    {
        World world;
        world.installer.replaces = true;
        world.open("good");
        QVERIFY(world.says(u"It takes the place of the one you added before."_s));
    }

    void itClosesWhileTheServerIsAsked()
    {
        World world;
        world.open("good");
        world.add();
        world.dialog.reset();
        world.installer.answer(SourceTrial{20});
        QVERIFY(world.installer.installed.isEmpty());
    }
};

QTEST_MAIN(TestAddSourceDialog)
#include "tst_addsourcedialog.moc"
