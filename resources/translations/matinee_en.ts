<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>feedwords</name>
    <message numerus="yes">
        <source>That&apos;s all, %n title(s)</source>
        <translation>
            <numerusform>That's all, %n title</numerusform>
            <numerusform>That's all, %n titles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server shows the first %n title(s) only</source>
        <translation>
            <numerusform>The server shows the first title only</numerusform>
            <numerusform>The server shows the first %n titles only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n title(s) are shown</source>
        <translation>
            <numerusform>The first title is shown</numerusform>
            <numerusform>The first %n titles are shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n title(s)</source>
        <translation>
            <numerusform>%n title</numerusform>
            <numerusform>%n titles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n title(s) so far</source>
        <translation>
            <numerusform>%n title so far</numerusform>
            <numerusform>%n titles so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new · Show</source>
        <translation>
            <numerusform>%n new · Show</numerusform>
            <numerusform>%n new · Show</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::AddSourceDialog</name>
    <message numerus="yes">
        <source>%n list(s) from %1</source>
        <translation>
            <numerusform>One list from %1</numerusform>
            <numerusform>%n lists from %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to mend in this profile:</source>
        <translation>
            <numerusform>One thing to mend in this profile:</numerusform>
            <numerusform>%n things to mend in this profile:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::FaultsDialog</name>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::MainWindow</name>
    <message numerus="yes">
        <source>%n row(s) of %1 were left out.</source>
        <translation>
            <numerusform>%n row of %1 was left out.</numerusform>
            <numerusform>%n rows of %1 were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n favorites were kept.</source>
        <translation>
            <numerusform>%n favorite was kept.</numerusform>
            <numerusform>%n favorites were kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more came from the backup of %1.</source>
        <translation>
            <numerusform>%n more came from the backup of %1.</numerusform>
            <numerusform>%n more came from the backup of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n titles were removed on another device after you added them: kept yours</source>
        <translation>
            <numerusform>%n title was removed on another device after you added it: kept yours</numerusform>
            <numerusform>%n titles were removed on another device after you added them: kept yours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::NavItem</name>
    <message numerus="yes">
        <source>%1, %n title(s)</source>
        <translation>
            <numerusform>%1, %n title</numerusform>
            <numerusform>%1, %n titles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::SourceOpening</name>
    <message numerus="yes">
        <source>%n changes wait to be sent.</source>
        <translation>
            <numerusform>%n change waits to be sent.</numerusform>
            <numerusform>%n changes wait to be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::KeepChip</name>
    <message numerus="yes">
        <source>Keeping, %n pages so far</source>
        <translation>
            <numerusform>Keeping, %n page so far</numerusform>
            <numerusform>Keeping, %n pages so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n pages, about %1</source>
        <translation>
            <numerusform>The first page, about %1</numerusform>
            <numerusform>The first %n pages, about %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::KeptCard</name>
    <message numerus="yes">
        <source>%n pages</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n titles</source>
        <translation>
            <numerusform>%n title</numerusform>
            <numerusform>%n titles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n pages</source>
        <translation>
            <numerusform>%1 of %n page</numerusform>
            <numerusform>%1 of %n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>matinee::ImportExport</name>
    <message numerus="yes">
        <source>%n favorites</source>
        <translation>
            <numerusform>%n favorite</numerusform>
            <numerusform>%n favorites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n for the watchlist</source>
        <translation>
            <numerusform>%n for the watchlist</numerusform>
            <numerusform>%n for the watchlist</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ratings</source>
        <translation>
            <numerusform>%n rating</numerusform>
            <numerusform>%n ratings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n watched</source>
        <translation>
            <numerusform>%n watched</numerusform>
            <numerusform>%n watched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notes</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n titles in lists</source>
        <translation>
            <numerusform>%n title in lists</numerusform>
            <numerusform>%n titles in lists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows matched nothing here.</source>
        <translation>
            <numerusform>%n row matched nothing here.</numerusform>
            <numerusform>%n rows matched nothing here.</numerusform>
        </translation>
    </message>
</context>
</TS>
