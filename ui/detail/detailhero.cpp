// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailhero.h"

#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QUrl>

#include <algorithm>
#include <iterator>

#include "ui/grid/postercache.h"
#include "ui/theme/flowlayout.h"
#include "ui/theme/theme.h"
#include "ui/words/sentences.h"

using namespace Qt::StringLiterals;

namespace matinee {
namespace {

constexpr QSize kPosterSize{220, 330}; // logical px, as in the target picture
constexpr int kTopSpace = 100;         // above the poster: the navigation buttons and air
constexpr int kNarrowWidth = 640;      // below this the words would get less than half a line beside the poster
constexpr qsizetype kMostTitle = 160;  // four lines in a usual window; a title of 10 kB is a joke or a fault
constexpr qsizetype kMostSpoken = 1000;
constexpr int kOverviewWidth = 640; // longer lines are hard to read
constexpr int kMenuWidth = 360;     // of a video's name, logical px
constexpr qsizetype kMostVideos = 20;

QLabel *wrappedLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// Those a browser may be sent to: https, and nothing that only begins so.
std::vector<Video> playable(const std::vector<Video> &videos)
{
    std::vector<Video> out;
    std::copy_if(videos.cbegin(), videos.cend(), std::back_inserter(out), [](const Video &video) {
        const QUrl url(video.url, QUrl::StrictMode);
        return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty();
    });
    return out;
}

/// How much of its box a label's text fills from the leading side.
int inkWidth(const QLabel &label, int boxWidth)
{
    return std::min(boxWidth, label.fontMetrics().horizontalAdvance(label.text()) + 1);
}

} // namespace

DetailHero::DetailHero(const Theme &theme, PosterCache &posters, ImageSource &images, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_posters(posters),
      m_backdrop(theme, images),
      m_title(wrappedLabel(this)),
      m_original(wrappedLabel(this)),
      m_facts(wrappedLabel(this)),
      m_overview(wrappedLabel(this)),
      m_why(wrappedLabel(this)),
      m_actions(new QWidget(this)),
      m_favorite(new QPushButton(m_actions)),
      m_watchlist(new QPushButton(tr("Watchlist"), m_actions)),
      m_watch(new QPushButton(m_actions)),
      m_trailer(new QPushButton(m_actions)),
      m_videos(new QPushButton(tr("More videos"), m_actions)),
      m_videoMenu(new QMenu(m_videos)),
      m_copy(new QPushButton(tr("Copy link"), m_actions)),
      m_more(new QPushButton(tr("More"), m_actions))
{
    auto *flow = new FlowLayout(theme.tokens().spaceS + 2, theme.tokens().spaceS, 0, m_actions);
    for (QPushButton *button : {m_favorite, m_watchlist, m_watch, m_trailer, m_videos, m_copy, m_more}) {
        button->setAutoDefault(false);
        flow->addWidget(button);
    }
    connectButtons();
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, &DetailHero::restyle);
    connect(&m_backdrop, &Backdrop::changed, this, qOverload<>(&QWidget::update));
    connect(&posters, &PosterCache::ready, this, [this](const TitleId &title) {
        if (m_details && m_details->title.id == title)
            update(m_posterRect);
    });
    connect(&posters, &PosterCache::askAgain, this, qOverload<>(&QWidget::update));
    connect(this, &QObject::destroyed, &posters, [&posters](const QObject *gone) { posters.leave(gone); });
    restyle();
}

void DetailHero::connectButtons()
{
    m_favorite->setCheckable(true);
    m_watchlist->setCheckable(true);
    connect(m_watchlist, &QPushButton::clicked, this, &DetailHero::watchlistRequested);
    m_videos->setMenu(m_videoMenu);
    connect(m_favorite, &QPushButton::clicked, this, &DetailHero::favoriteRequested);
    connect(m_copy, &QPushButton::clicked, this, &DetailHero::copyLinkRequested);
    connect(m_watch, &QPushButton::clicked, this,
        [this] { Q_EMIT watchRequested(m_details->watchUrl.isEmpty() ? m_details->watchSearchUrl : m_details->watchUrl); });
    connect(m_trailer, &QPushButton::clicked, this, [this] { Q_EMIT watchRequested(m_trailerUrl); });
}

void DetailHero::setOnWatchlist(bool isOn)
{
    m_watchlist->setChecked(isOn);
    const Tokens &tokens = m_theme.tokens();
    m_watchlist->setIcon(m_theme.icon(u"bookmark"_s, isOn ? tokens.onAccent : tokens.text));
    m_watchlist->setText(isOn ? tr("On the watchlist") : tr("Watchlist"));
    arrange();
}

void DetailHero::setMoreMenu(QMenu *menu)
{
    m_more->setMenu(menu);
}

void DetailHero::restyle()
{
    const Tokens &tokens = m_theme.tokens();
    m_title->setFont(m_theme.font(tokens.textDisplay, QFont::Bold));
    m_overview->setFont(m_theme.font(tokens.textM));
    const auto quiet = [&](QLabel *label, double size, const QColor &color) {
        label->setFont(m_theme.font(size));
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, color);
        label->setPalette(palette);
    };
    quiet(m_original, tokens.textM, tokens.secondary);
    quiet(m_facts, tokens.textM, tokens.secondary);
    quiet(m_why, tokens.textS, tokens.tertiary);
    for (QPushButton *button : {m_watch, m_trailer})
        button->setIcon(m_theme.icon(u"play"_s, tokens.text));
    setOnWatchlist(m_watchlist->isChecked());
    m_copy->setIcon(m_theme.icon(u"copy"_s, tokens.text));
    m_backdrop.restyle();
    arrange();
    updateGeometry();
    update();
}

void DetailHero::setDetails(const TitleDetails &details)
{
    m_posters.leave(this);
    m_details = details;
    showWords(details);
    showVideos(playable(details.videos));
    m_backdrop.setTitle(details.title, qRound(width() * devicePixelRatioF()));
    arrange();
    updateGeometry();
    update();
}

void DetailHero::showWords(const TitleDetails &details)
{
    const QString &title = details.title.title;
    m_title->setText(title.size() <= kMostTitle ? title : title.left(kMostTitle).trimmed() + u'\u2026');
    m_title->setAccessibleName(title.left(kMostSpoken));
    m_original->setText(details.title.originalTitle == details.title.title ? QString() : details.title.originalTitle);
    QStringList facts{details.certification, factsText(details)};
    facts.removeAll(QString());
    m_facts->setText(facts.join(u" \u00b7 "_s));
    m_overview->setText(details.title.overview);
    m_why->setText(details.whyPublicDomain.isEmpty() ? QString() : tr("Public domain: %1").arg(details.whyPublicDomain));
    for (QLabel *label : {m_original, m_facts, m_overview, m_why})
        label->setVisible(!label->text().isEmpty());
    const bool canWatch = !details.watchUrl.isEmpty();
    const QString host = QUrl(canWatch ? details.watchUrl : details.watchSearchUrl).host();
    m_watch->setVisible(!host.isEmpty());
    m_watch->setText(canWatch ? tr("Watch at %1").arg(host) : tr("Search at %1").arg(host));
}

// The trailer has a button; the rest is behind another.
void DetailHero::showVideos(const std::vector<Video> &videos)
{
    const auto isTrailer = [](const Video &video) { return video.kind.compare("trailer"_L1, Qt::CaseInsensitive) == 0; };
    const auto first = std::find_if(videos.cbegin(), videos.cend(), isTrailer);
    const Video best = first != videos.cend() ? *first : videos.empty() ? Video{} : videos.front();
    m_trailerUrl = best.url;
    m_trailer->setVisible(!videos.empty());
    m_trailer->setText(first != videos.cend() ? tr("Trailer") : tr("Video"));
    m_trailer->setToolTip(best.name.left(kMostSpoken).toHtmlEscaped());
    m_trailer->setAccessibleDescription(best.name.left(kMostSpoken));
    m_videoMenu->clear();
    for (const Video &video : videos) {
        if (video == best || m_videoMenu->actions().size() >= kMostVideos)
            continue;
        const QString name = video.name.isEmpty() ? video.kind : video.name;
        const QString words = m_videoMenu->fontMetrics().elidedText(name.simplified(), Qt::ElideRight, m_theme.px(kMenuWidth));
        m_videoMenu->addAction(
            QString(words).replace(u'&', u"&&"_s), this, [this, url = video.url] { Q_EMIT watchRequested(url); });
    }
    m_videos->setVisible(!m_videoMenu->isEmpty());
}

void DetailHero::setFavorite(Favorites::State state)
{
    const bool on = state == Favorites::State::On || state == Favorites::State::TurningOff;
    const bool wanted = state == Favorites::State::On || state == Favorites::State::TurningOn;
    const Tokens &tokens = m_theme.tokens();
    m_favorite->setChecked(on); // filled only once it is kept
    m_favorite->setDown(wanted != on);
    m_favorite->setText(wanted ? tr("In favorites") : tr("Add to favorites"));
    m_favorite->setIcon(m_theme.icon(on ? u"heart-filled"_s : u"heart"_s, on ? tokens.onAccent : tokens.text));
    arrange();
}

QSize DetailHero::posterSize(int width) const
{
    const QSize usual(m_theme.px(kPosterSize.width()), m_theme.px(kPosterSize.height()));
    return width < m_theme.px(kNarrowWidth) ? usual * 2 / 3 : usual;
}

DetailHero::Arrangement DetailHero::arrangementFor(int width) const
{
    const Tokens &tokens = m_theme.tokens();
    const bool narrow = width < m_theme.px(kNarrowWidth);
    const int margin = tokens.spaceXl;
    const int top = m_theme.px(narrow ? 64 : kTopSpace);
    const QRect poster(QPoint(margin, top), posterSize(width));
    const int left = narrow ? margin : poster.right() + 1 + m_theme.px(30);
    const int textWidth = std::max(40, width - left - margin);
    const int proseWidth = std::min(textWidth, m_theme.px(kOverviewWidth));

    Arrangement out{poster, {}, {}, 0};
    int y = 0;
    const auto add = [&](QWidget *widget, int partWidth, int gap) {
        if (widget->isHidden())
            return;
        y += out.parts.empty() ? 0 : gap;
        const int height = widget->layout() ? widget->layout()->heightForWidth(partWidth) : widget->heightForWidth(partWidth);
        out.parts.push_back({widget, QRect(left, y, partWidth, height)});
        y += height;
    };
    add(m_title, textWidth, 0);
    add(m_original, textWidth, 2);
    add(m_facts, textWidth, tokens.spaceS);
    add(m_overview, proseWidth, tokens.spaceM);
    add(m_why, proseWidth, tokens.spaceS);
    add(m_actions, textWidth, tokens.spaceL);

    // Beside the poster the words end where it ends; under it they follow.
    const int textTop = narrow ? poster.bottom() + 1 + tokens.spaceL : std::max(top, poster.bottom() + 1 - y - m_theme.px(10));
    for (Part &part : out.parts) {
        part.box.translate(0, textTop);
        if (const auto *label = qobject_cast<const QLabel *>(part.widget))
            out.words |= QRect(part.box.topLeft(), QSize(inkWidth(*label, part.box.width()), part.box.height()));
    }
    out.height = std::max(poster.bottom() + 1, textTop + y) + tokens.spaceL;
    return out;
}

void DetailHero::arrange()
{
    const Arrangement arrangement = arrangementFor(width());
    const QRect line(0, 0, width(), 1);
    // Next to the poster also where they are written the other way: by itself a label follows its text.
    const auto leading = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    for (QLabel *label : {m_title, m_original, m_facts, m_overview, m_why})
        label->setAlignment(leading | Qt::AlignAbsolute | Qt::AlignTop);
    m_posterRect = QStyle::visualRect(layoutDirection(), line, arrangement.poster);
    m_words = arrangement.words;
    for (const Part &part : arrangement.parts)
        part.widget->setGeometry(QStyle::visualRect(layoutDirection(), line, part.box));
}

QSize DetailHero::sizeHint() const
{
    return {m_theme.px(900), heightForWidth(m_theme.px(900))};
}

int DetailHero::heightForWidth(int width) const
{
    return arrangementFor(width).height;
}

void DetailHero::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void DetailHero::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_posters.leave(this);
}

void DetailHero::paintEvent(QPaintEvent * /*event*/)
{
    if (!m_details)
        return;
    QPainter painter(this);
    m_backdrop.paint(painter, {size(), devicePixelRatioF(), m_words, layoutDirection() == Qt::RightToLeft});
    paintPoster(painter);
}

void DetailHero::paintPoster(QPainter &painter)
{
    const qreal dpr = devicePixelRatioF();
    m_posters.beginFrame(this, false);
    const PosterCache::Art art
        = m_posters.art(m_details->title, {m_posterRect.size() * dpr, dpr, {}, double(m_theme.tokens().radiusPoster)});
    if (!art.under.isNull()) {
        // Both are clear in their corners, so one goes as the other comes.
        painter.drawPixmap(m_posterRect, art.under);
        painter.setOpacity(art.opacity);
    }
    if (!art.pixmap.isNull())
        painter.drawPixmap(m_posterRect, art.pixmap);
    painter.setOpacity(1);
}

} // namespace matinee
