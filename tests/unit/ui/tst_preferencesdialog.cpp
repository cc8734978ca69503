// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "tests/unit/ui/pageports.h"
#include "ui/pages/pictureconsent.h"
#include "ui/preferences/preferencesdialog.h"

using namespace matinee;
using namespace matinee::test;
using namespace Qt::StringLiterals;

namespace {

struct World : PageWorld {
    void open(const QString &current = {})
    {
        dialog = std::make_unique<PreferencesDialog>(PreferencesDialog::Ports{preferences, network, sources}, current);
        dialog->show();
    }
    /// The field beside this label.
    template <typename T>
    [[nodiscard]] T *field(const QString &label) const
    {
        for (const QLabel *shown : dialog->findChildren<QLabel *>()) {
            if (shown->text().remove(u'&') == label)
                return qobject_cast<T *>(shown->buddy());
        }
        return nullptr;
    }
    template <typename Button>
    [[nodiscard]] Button *withText(const QString &text) const
    {
        for (Button *button : dialog->findChildren<Button *>()) {
            if (button->text().remove(u'&') == text)
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton *button(const QString &text) const { return withText<QPushButton>(text); }
    [[nodiscard]] QCheckBox *box(const QString &text) const { return withText<QCheckBox>(text); }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (const QLabel *label : dialog->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        return false;
    }

    std::unique_ptr<PreferencesDialog> dialog;
};

} // namespace

class TestPreferencesDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aProxyCountsOnceItIsWhole()
    {
        World world;
        world.open();
        QVERIFY(!world.field<QLineEdit>(u"Server"_s)->isVisible());
        world.field<QComboBox>(u"Connection"_s)->setCurrentIndex(1);
        QVERIFY(world.field<QLineEdit>(u"Server"_s)->isVisible());
        QCOMPARE(world.network.set.mode, ProxySettings::Mode::System); // not yet
        QVERIFY(!world.button(u"Use this proxy"_s)->isEnabled());
        QTest::keyClicks(world.field<QLineEdit>(u"Server"_s), u" proxy.example "_s);
        world.field<QSpinBox>(u"Port"_s)->setValue(3128);
        QTest::keyClicks(world.field<QLineEdit>(u"User"_s), u"ada"_s);
        QTest::keyClicks(world.field<QLineEdit>(u"Password"_s), u"secret"_s);
        QCOMPARE(world.field<QLineEdit>(u"Password"_s)->echoMode(), QLineEdit::Password);
        QTest::mouseClick(world.button(u"Use this proxy"_s), Qt::LeftButton);
        QCOMPARE(world.network.set,
            (ProxySettings{ProxySettings::Mode::Manual, ProxySettings::Kind::Http, u"proxy.example"_s, 3128, u"ada"_s}));
        QCOMPARE(world.network.password, std::optional(u"secret"_s));
        QVERIFY(world.says(u"used from now on"_s));
        QVERIFY(!world.button(u"Use this proxy"_s)->isEnabled());
    }

    void aPasswordThatIsNotTypedStays()
    {
        World world;
        world.network.set = {ProxySettings::Mode::Manual, ProxySettings::Kind::Socks5, u"proxy"_s, 1080, u"ada"_s};
        world.open();
        world.field<QSpinBox>(u"Port"_s)->setValue(1081);
        QTest::mouseClick(world.button(u"Use this proxy"_s), Qt::LeftButton);
        QCOMPARE(world.network.set.port, 1081);
        QCOMPARE(world.network.set.kind, ProxySettings::Kind::Socks5);
        QCOMPARE(world.network.password, std::nullopt);
    }

    void theDirectWayCountsAtOnceAndForgetsNothing()
    {
        World world;
        world.network.set = {ProxySettings::Mode::Manual, ProxySettings::Kind::Http, u"proxy"_s, 1080, {}};
        world.open();
        world.field<QComboBox>(u"Connection"_s)->setCurrentIndex(2);
        QCOMPARE(world.network.set.mode, ProxySettings::Mode::None);
        QCOMPARE(world.network.set.host, u"proxy"_s);
    }

    void whatIsNotKeptOrWrongIsSaid()
    {
        World world;
        world.open();
        world.field<QComboBox>(u"Connection"_s)->setCurrentIndex(1);
        world.field<QLineEdit>(u"Server"_s)->setText(u"http://proxy"_s);
        world.network.answer = fail(ErrorKind::InvalidArgument, u"no name"_s, u"host"_s);
        QTest::mouseClick(world.button(u"Use this proxy"_s), Qt::LeftButton);
        QVERIFY(world.says(u"without http://"_s));
        world.network.answer = SecretPlace::Memory;
        world.field<QLineEdit>(u"Server"_s)->setText(u"proxy"_s);
        QTest::mouseClick(world.button(u"Use this proxy"_s), Qt::LeftButton);
        QVERIFY(world.says(u"No keychain runs here"_s));
    }

    void thePageSizeOfASourceIsItsOwn()
    {
        World world;
        world.sources.ids = {u"films"_s, u"fixed"_s, u"series"_s};
        world.network.sizes.insert(u"films"_s, {50, 50, 100});
        world.network.sizes.insert(u"series"_s, {20, 20, 40});
        world.open(u"series"_s);
        auto *source = world.field<QComboBox>(u"Source"_s);
        auto *size = world.field<QSpinBox>(u"Titles asked for at once"_s);
        QCOMPARE(source->count(), 2);
        QCOMPARE(source->currentText(), u"series"_s);
        QCOMPARE(size->maximum(), 40);
        size->setValue(30);
        source->setCurrentIndex(0);
        QCOMPARE(size->value(), 50);
        QCOMPARE(world.network.sizes[u"series"_s].value, 30);
        QCOMPARE(world.network.sizes[u"films"_s].value, 50);
    }

    void picturesAreAskedAboutUntilThePersonAnswers_data()
    {
        QTest::addColumn<bool>("answer");
        QTest::newRow("yes") << true;
        QTest::newRow("no") << false;
    }
    void picturesAreAskedAboutUntilThePersonAnswers()
    {
        QFETCH(bool, answer);
        World world;
        world.network.pictures.insert(u"archive"_s, std::nullopt);
        PictureConsent consent(world.ports());
        const QSignalSpy given(&consent, &PictureConsent::given);
        SourceDescriptor source = scriptedSource();
        consent.setSource(source);
        QVERIFY(consent.isHidden()); // this one does not ask
        source.id = u"archive"_s;
        source.name = u"Archive"_s;
        consent.setSource(source);
        QVERIFY(!consent.isHidden());
        Q_EMIT answer ? consent.actionRequested() : consent.dismissed();
        QCOMPARE(world.network.showsPictures(u"archive"_s), std::optional(answer));
        QCOMPARE(given.size(), answer ? 1 : 0);
        QVERIFY(consent.isHidden());
        consent.setSource(source);
        QVERIFY(consent.isHidden());
    }

    void readingAheadIsSwitchedOffAndOn()
    {
        World world;
        world.open({});
        const QSignalSpy changed(&world.preferences, &Preferences::readsAheadChanged);
        QCheckBox *ahead = world.box(u"Read lists ahead while you rest"_s);
        QVERIFY(ahead && ahead->isChecked());
        ahead->click();
        QVERIFY(!world.preferences.readsAhead());
        QCOMPARE(changed.at(0).at(0).toBool(), false);
        ahead->click();
        QVERIFY(world.preferences.readsAhead());
    }

    void theAnswerCanBeChanged()
    {
        World world;
        world.sources.ids = {u"archive"_s};
        world.network.pictures.insert(u"archive"_s, false);
        world.open(u"archive"_s);
        const QSignalSpy changed(world.dialog.get(), &PreferencesDialog::picturesChanged);
        QCheckBox *shows = world.box(u"Show its posters"_s);
        QVERIFY(shows->isVisible() && !shows->isChecked());
        shows->click();
        QCOMPARE(world.network.showsPictures(u"archive"_s), std::optional(true));
        QCOMPARE(changed.at(0).at(0).toString(), u"archive"_s);
    }
};

QTEST_MAIN(TestPreferencesDialog)
#include "tst_preferencesdialog.moc"
