// SPDX-License-Identifier: GPL-3.0-or-later
// What a list's page says of its state, and what a person can do about it.
#include <QLocale>
#include <QStackedWidget>
#include <QUrl>

#include "models/catalog/accounts.h"
#include "models/catalog/clock.h"
#include "models/connections.h"
#include "models/sourcewaits.h"
#include "ui/grid/postercache.h"
#include "ui/grid/postergrid.h"
#include "ui/pages/banner.h"
#include "ui/pages/feedfooter.h"
#include "ui/pages/feedheader.h"
#include "ui/pages/feedpage.h"
#include "ui/pages/progressline.h"
#include "ui/pages/statusline.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

/// A page without encryption, which a network that wants a sign-in answers with its own (RFC 6761 keeps the name).
constexpr QLatin1StringView kSomePage("http://example.com/");

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

} // namespace

void FeedPage::onStatus()
{
    sayWords();
    showOffer();
    m_settle.start();
}

void FeedPage::onWaits()
{
    if (m_model && isVisible())
        sayWords();
}

void FeedPage::sayWords()
{
    const QDateTime now = m_ports.clock.now();
    const QDateTime waitsUntil = m_ports.waits.until(shownFeed().source);
    m_words = feedWords(status(), now, waitsUntil);
    if (m_setting.isFiltered && m_model->status().mayLookFurther)
        m_words.footer = tr("No match in the last 3 pages");
    m_footer->setWords(m_words);
    m_banner->say(m_words.banner, m_words.bannerRetries ? bannerAction() : QString());
    showState(now, waitsUntil);
    showStatusTexts();
    m_countdown.stop();
    if (m_words.changesAfter)
        m_countdown.start(*m_words.changesAfter);
}

FeedStatus FeedPage::status() const
{
    FeedStatus status = m_model->status();
    if (m_isRemote && status.refresh.is(LoadState::Kind::Idle) && m_ports.connections.isOffline(shownFeed().source))
        status.refresh = LoadState::failed({ErrorKind::Offline, {}, {}});
    return status;
}

void FeedPage::showState(const QDateTime &now, const QDateTime &waitsUntil)
{
    const FeedStatus status = this->status();
    const bool isFilling = status.opened && !status.append.end && !status.append.error; // page by page, none with a row so far
    m_grid->setAwaiting(m_model->rowCount() == 0 && (status.refresh.is(LoadState::Kind::Loading) || isFilling));
    // A server that wants to be left alone is waited for by a countdown: nothing moves meanwhile.
    const bool isAsking = status.refresh.is(LoadState::Kind::Loading) && !waitsUntil.isValid();
    m_progress->setBusy(m_model->rowCount() > 0 && isAsking);
    if (m_model->rowCount() > 0)
        return m_body->setCurrentWidget(m_grid);
    m_setting.hasSecret = !m_ports.accounts.secret(m_setting.key.source).isEmpty();
    m_setting.waitsUntil = waitsUntil;
    const auto notice = feedNotice(status, m_setting, now);
    if (!notice)
        return m_body->setCurrentWidget(m_grid); // what is awaited has its places there
    m_banner->say({}, {});                       // the notice says it
    showMessage(notice->icon, notice->headline, notice->detail, notice->actText, [this, act = notice->act] { doAct(act); });
}

void FeedPage::showStatusTexts()
{
    const FeedStatus status = m_model->status();
    if (!status.opened || m_model->rowCount() == 0)
        return;
    m_header->setCountText(m_words.count);
    const RowRange rows = m_grid->visibleRows();
    if (!rows.isEmpty()) {
        const QString row = numberText(rows.first + 1);
        m_statusLine->setPlace(
            status.total >= 0 ? tr("Title %1 of %2").arg(row, numberText(status.total)) : tr("Title %1").arg(row));
    }
    m_statusLine->setStanding(m_words.standing);
}

QString FeedPage::bannerAction() const
{
    switch (m_ports.connections.state(shownFeed().source)) {
    case Connections::State::Manual: return tr("Go online");
    case Connections::State::Captive: return tr("Open browser");
    case Connections::State::Online:
    case Connections::State::Offline: break;
    }
    return tr("Try again");
}

void FeedPage::doAct(FeedNotice::Act act)
{
    switch (act) {
    case FeedNotice::Act::None:
    case FeedNotice::Act::GoBack: break; // a title's only
    case FeedNotice::Act::Retry: retry(); break;
    case FeedNotice::Act::Connect: Q_EMIT connectRequested(m_model->key().source); break;
    case FeedNotice::Act::SignIn: Q_EMIT signInRequested(m_model->key().source); break;
    case FeedNotice::Act::ResetFilters: Q_EMIT keyChosen(m_unfiltered); break;
    }
}

void FeedPage::retry()
{
    if (!m_model)
        return;
    if (!reconnect())
        return;
    m_ports.posters.forgetFailures();
    m_model->retry();
}

bool FeedPage::reconnect()
{
    const QString source = shownFeed().source;
    switch (m_ports.connections.state(source)) {
    case Connections::State::Online: return true;
    case Connections::State::Manual: m_ports.connections.setManual(false); break;
    case Connections::State::Captive: m_ports.openUrl(QUrl(kSomePage)); [[fallthrough]];
    case Connections::State::Offline: m_ports.connections.askNow(source); break;
    }
    return false;
}

} // namespace matinee
