// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/scriptedimages.h"
#include "tests/unit/ui/testpicture.h"
#include "ui/detail/backdrop.h"
#include "ui/theme/theme.h"

using namespace matinee;
using namespace Qt::StringLiterals;

class TestBackdrop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTitleAfterAnotherShowsItsOwnPicture();
    void theSameTitleAgainShowsItsPictureAgain();
    void aPictureThatDoesNotComeIsDrawn();

private:
    static Title titled(const QString &id, const QString &backdrop);
    /// What stands where a picture is least veiled, once the backdrop has nothing more to say.
    QColor shown(Backdrop &backdrop);

    Theme m_theme{std::make_unique<SystemLook>()};
    const BackdropFrame m_frame{{1000, 420}, 1, {274, 240, 400, 100}, false};
};

Title TestBackdrop::titled(const QString &id, const QString &backdrop)
{
    Title title;
    title.id = {u"films"_s, u"movie"_s, id};
    title.title = id;
    title.backdrop = backdrop;
    return title;
}

QColor TestBackdrop::shown(Backdrop &backdrop)
{
    QImage canvas(m_frame.size, QImage::Format_RGB32);
    QSignalSpy changes(&backdrop, &Backdrop::changed);
    do {
        changes.clear();
        canvas.fill(m_theme.tokens().canvas);
        QPainter painter(&canvas);
        backdrop.paint(painter, m_frame);
    } while (changes.wait(500)); // composing and its fade take some 150 ms
    return canvas.pixelColor(m_frame.size.width() - 40, 20);
}

// Both pages of the same size, with their words in the same place.
void TestBackdrop::aTitleAfterAnotherShowsItsOwnPicture()
{
    test::ScriptedImages images;
    Backdrop backdrop(m_theme, images);
    backdrop.setTitle(titled(u"red"_s, u"/red"_s), 1000);
    QCOMPARE(shown(backdrop), m_theme.tokens().canvas);
    images.answerWith(u"/red"_s, test::plainPicture({1280, 720}, Qt::red));
    const QColor red = shown(backdrop);
    QVERIFY2(red.red() > red.blue() + 60, qPrintable(red.name()));
    backdrop.setTitle(titled(u"blue"_s, u"/blue"_s), 1000);
    QCOMPARE(shown(backdrop), m_theme.tokens().canvas);
    images.answerWith(u"/blue"_s, test::plainPicture({1280, 720}, Qt::blue));
    const QColor blue = shown(backdrop);
    QVERIFY2(blue.blue() > blue.red() + 60, qPrintable(blue.name()));
}

void TestBackdrop::theSameTitleAgainShowsItsPictureAgain()
{
    test::ScriptedImages images;
    Backdrop backdrop(m_theme, images);
    for (int i = 0; i < 2; ++i) {
        backdrop.setTitle(titled(u"red"_s, u"/red"_s), 1000);
        images.answerWith(u"/red"_s, test::plainPicture({1280, 720}, Qt::red));
        const QColor red = shown(backdrop);
        QVERIFY2(red.red() > red.blue() + 60, qPrintable(red.name()));
    }
}

void TestBackdrop::aPictureThatDoesNotComeIsDrawn()
{
    test::ScriptedImages images;
    Backdrop backdrop(m_theme, images);
    backdrop.setTitle(titled(u"red"_s, u"/red"_s), 1000);
    QCOMPARE(shown(backdrop), m_theme.tokens().canvas);
    images.answerWith(u"/red"_s, fail(ErrorKind::NotFound, u"no such picture"_s));
    QVERIFY(shown(backdrop) != m_theme.tokens().canvas);
}

QTEST_MAIN(TestBackdrop)
#include "tst_backdrop.moc"
