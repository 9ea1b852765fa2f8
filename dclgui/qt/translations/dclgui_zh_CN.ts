<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>RunAside</source>
        <comment>The patent&apos;s plain text</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>Own settings</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>feature extractor stays as it is</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>all layers are trained</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>what is trained depends on the device</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>%1 rounds</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>share %1 → %2</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>%1 weight</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RunAside</source>
        <comment>seed %1</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Save this chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder is not there or may not be written</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a project with two folders of pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a small made-up project to try everything on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the start page; everything is saved already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pack log, versions and settings, without any picture, to send to support.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window; everything is saved already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back the last decision.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back the decision that was taken back last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select every picture that the filter shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the selection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only pictures whose file or class name holds a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn the new camera, or go on where the run was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the run wait; press again to go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the run and keep all finished rounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right, next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shown name is right; go to the next picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the selected pictures this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other class…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the name from all classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You cannot tell either; the machine&apos;s name stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture belongs to no class of the old camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same for the 20 most alike…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the pictures most like this one, to name them together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next doubtful</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next picture that is worth a look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the newest round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over the names of the newest finished round.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to this step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show larger tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show smaller tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark text on a light ground.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light text on a dark ground.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light or dark as the system is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the window in English.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the window in Simplified Chinese.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type what you want to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About dclgui</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licence and this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>labels and model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the labels and the model away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your decisions stand in place of the machine&apos;s names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A CSV table with one line a picture: its name, how sure it is, and who said so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the labels…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The adapted model (safetensors) and a card that says how to use it; it can label more pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no labels yet: let it run first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>named by you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model (*.safetensors)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Which pictures?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old camera&apos;s pictures teach; the new camera&apos;s pictures get their names.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no label yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of these</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>distance %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved from %1 to %2: it lies nearer to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>margin %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>old camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>low</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This works on another page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the two folders first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about %1 on this computer (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunAside</name>
    <message>
        <source>Class shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The classes appear here when the pictures have been found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the old camera has each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Old camera above, new camera below. A class that vanishes is a warning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No class has vanished or grown far beyond its share of the old camera.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No picture is named %1 in the newest round.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1 already holds another synthetic line, or half of one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be a project: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be read any more: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be the model&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can&apos;t become a project: it is not empty (%2 is in it).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists and is no labels file of dclgui; it is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds other files, and the demo would replace them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 images are too few for this map.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 images can&apos;t be read as they could when this project began; the first is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 images of the source folder %2 lie in no class folder, the first is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a project of %2 and %3; its folders of images can&apos;t be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not UTF-8 text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the distance of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the entropy of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the level of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the margin of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the moved_by_prototype of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the probability of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the round of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: %2 can&apos;t be the weight of row %3%4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: it is not CSV text in UTF-8 (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: its first line is not %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a labels file of dclgui: row %2%3 has %4 cells instead of %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a project: it lacks %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a valid CSV file: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the %2 images in %3 can be read; it takes 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was given as the labelled folder and as the folder to label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was made by a newer dclgui (its version is %2, the newest known %3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fault of the program: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arithmetic of the `full` way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for permission to read it, or move it out of the folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch norm of the bottleneck: one joint batch of both domains, or each domain its own statistics, the target&apos;s leaning towards the source&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the folder may be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the project&apos;s folder may be written, that the disk is not full, and that no other program holds the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that this is the folder of the new camera&apos;s images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path after file:.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the spelling, and that its drive is connected; or choose again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose --device cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose --way full, or --weights pretrained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file that dclgui exported; if another program saved it again, export it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of images or a CSV file with the columns path,label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder that dclgui made (its name usually ends in .dclproj), or create a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new or an empty folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller --image-size or --device cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an empty folder with -o.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder with -o.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one that ends in .safetensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the --image-size that it was made for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder with the images to label: JPEG, PNG, BMP, TIFF or WebP files, in sub-folders or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifiers trained side by side; their average judges.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it in other programs such as Excel, check that its folder exists and may be written, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it to a place where you may write, and open the copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a new project for the other images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete that folder or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance to a prototype (S43).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything up to the last finished round is kept; press Resume to go on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor of the target loss in the total loss (S53).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Features that prototypes are means of (S41).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill it in or delete the line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of labelled images, one sub-folder a class, or a CSV file `path,label`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the images to label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space on the disk and check again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space on the disk and close other programs that use the project, then run again; the rounds before are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a safetensors file, or a state dict saved by torch.save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on in that window, or close it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with --resume, or choose another project folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go online once, use the backbone efficientnet_lite0, which needs no network, or give --weights file:PATH.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each smoothing step moves, at full trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the target&apos;s lean on its own, at full trust.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far to follow the target&apos;s own images: as far as they measurably differ from the source&apos;s and are many, or always fully.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the classes are the folders inside %1, choose the folder %2 itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the new camera&apos;s parts should be like the old one&apos;s, look at these images before you trust the labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If they should differ, check that the two folders are of two cameras.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of each domain in one training step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In Excel, save it as “CSV UTF-8 (comma delimited)”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In round %1 %2 is %3 of the labels, %4 of the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In round %1 no image is labelled %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it with: pip install &quot;dclgui[map]&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install them with: pip install &quot;dclgui[lite]&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs one sub-folder for each class, named after the class, with that class&apos;s images in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs one sub-folder for each class, named after the class, with that class&apos;s images in it. If the labelled images are in the other folder, swap source and target.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes %1; use PCA for fewer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the line that is right and delete the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knobs of the method; the recipe fills those not given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the rounds (S54).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate of the source&apos;s own training (S1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let it run first: press Start in the window, or use dclgui adapt with --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1 of %2 calls %3 %4, an earlier line calls it %5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1 of %2 has no label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line %1 of %2 has no path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make path,label its first line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend that line or delete the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the file or put back a copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most alike target images to smooth over; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move them into their class folder or out of the source folder, or list the right ones in a CSV file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the feature extractor: lite0-2 or any timm model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the backbone that the file was saved from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name two different folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbours count if pairs so alike are of one class this often in the source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image of the class %1 in %2 can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of target images whose word counts half.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the larger domain in one round (S54).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the source images in its own training (S1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back a copy of that folder, or delete it and run again from the round before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back a copy of the project&apos;s folder, or start a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the image back and go on with --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the images back as they were, or start a new project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the images back, or write their new place into %1 at `source = `.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the images back, or write their new place into %1 at `target = `.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reinstall the package %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace its images or take the class folder out of the source folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round %1 can&apos;t be written to %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rounds over which that factor grows from zero; 0 for none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run `dclgui doctor` to see why, or choose --device cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it, or run it again from the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a report and send it to us.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it again from the table program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each predicted class that is high confidence at first (S33).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side in pixels of the square that the model sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing steps before S31.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature of the softmax weighting; larger is flatter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone %1 can&apos;t run in onnxruntime: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backbone %1 can&apos;t take images of %2 pixels: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device cuda was asked for, but torch finds no NVIDIA GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device has too little memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device mps was asked for, but this is no Mac with an Apple GPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device ran out of memory; from here on %1 images go through the model at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first line of %1 does not name the columns path and label, with a comma between them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job file is not valid TOML: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels stay close to the old model&apos;s; they get better with a hundred images or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The map can&apos;t be written to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new images hardly differ from the old ones, so the labels stay the old model&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that does the work could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that does the work ended unexpectedly (code %1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program that does the work ended unexpectedly (signal %1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project %1 has finished %2 rounds already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project %1 has no finished round yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project %1 is in use by another run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project %1 is open in another window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project %1 is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project has no finished round that says where its images lie.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pseudo-labels of round %1 in %2 can&apos;t be read: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result is the same but takes longer. Close other programs on the GPU, or set a smaller batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed repeats a CPU run bit for bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same share at the end; it grows evenly in between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setting %1 can&apos;t be %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 has only one class, %2; it takes two or more to tell apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source %1 is a file, not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source folder %1 has images but no class sub-folders.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source images are missing: there is nothing at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source images in %1 no longer fit this project: images were renamed, removed or put between the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source images in %1 no longer fit this project: the class names are no longer the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target %1 is a file, not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target images are missing: there is nothing at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target images in %1 no longer fit this project: images were renamed, removed or put between the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The target images in %1 no longer fit this project: the class names are no longer the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way head keeps the backbone as it is, and a backbone from scratch knows nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights file %1 belongs to another architecture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights file %1 can&apos;t be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights file %1 is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of %1 are not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights of %1 could not be fetched from the model hub: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no images in the source %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no images in the target folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are only %1 images to label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no GPU number %1: torch finds %2, counted from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no backbone named %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no source folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no target folder %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no weights file %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This map needs a library that is not installed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times that steps S2-S5 are repeated (S6).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update dclgui, then open the project again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1 or any model of timm, such as %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1 or any model of timm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until that run ends, or stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of a low-confidence image (S43): always one; the margin between its two nearest prototypes; softmax of the negative distances; or left out of training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`auto`, `cpu`, `mps`, `cuda`, `cuda:1`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`default` is the best measured; `patent` is the patent&apos;s plain text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`head` trains on cached features, `full` fine-tunes everything; `auto` decides by device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`pretrained`, `scratch` (for images unlike photographs), or `file:PATH` for your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it could not be read (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has %1 KB, more than %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it has %1 million pixels, more than %2 million</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a kind of TIFF that can&apos;t be read, or damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is cut off: the file ends after %1 KB, before the picture does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is damaged or of a kind that can&apos;t be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is damaged or of a kind that can&apos;t be read (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is too large for this computer&apos;s memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its name holds bytes that are not text; rename the file or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of its values is a finite number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file holds nothing but zeros, perhaps from a broken copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>torch runs it instead, with the same result, about three times slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you have no permission to read it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>Class shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above the old camera&apos;s share of the class, below the new camera&apos;s in the newest round.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy unknown until audited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Learn the old camera</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the new model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prototypes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A classifier is trained on the old camera&apos;s labelled pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new camera&apos;s model starts as a copy of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every new picture is judged; in each class the surest are high confidence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each class gets its typical features, the prototype; a picture that is not sure takes the nearest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is trained on the old labels and on the new names together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps S2 to S5 are one round; they repeat.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of the method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Again, round by round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SureStrip</name>
    <message>
        <source>What it is sure of, newest round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the first round, pictures with the names that the program is sure of are here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Figures of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High confidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after the first round</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since round %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names changed in round %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 /s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU %1 of %2 GB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 GB of memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time of all rounds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>finding the old camera&apos;s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finding the new camera&apos;s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the old camera&apos;s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the new camera&apos;s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning the old camera (S1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sorting by confidence (S3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training on both cameras (S5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping; finished rounds are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
