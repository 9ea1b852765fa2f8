<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About dclgui</source>
        <translation>关于 dclgui</translation>
    </message>
    <message>
        <source>Labels the pictures of a new camera from the labelled pictures of an old one.</source>
        <translation>根据旧相机的已标注图片，标注新相机的图片。</translation>
    </message>
    <message>
        <source>Everything stays on this computer; the program opens no connection.</source>
        <translation>所有数据都留在本机；程序不建立任何网络连接。</translation>
    </message>
    <message>
        <source>dclgui is free software under the Apache License 2.0.</source>
        <translation>dclgui 是自由软件，采用 Apache 2.0 许可证。</translation>
    </message>
    <message>
        <source>The window is made with Qt and PySide6, used under the GNU LGPL 3; you may replace them.</source>
        <translation>窗口使用 Qt 和 PySide6，遵循 GNU LGPL 3 许可证；您可以自行替换它们。</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the versions and what is known of this computer.</source>
        <translation>复制版本号和本机信息。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Again</name>
    <message>
        <source>Adapt again</source>
        <translation>重新适应</translation>
    </message>
    <message>
        <source>Adapt again…</source>
        <translation>重新适应…</translation>
    </message>
    <message>
        <source>There is no model yet: let it run first.</source>
        <translation>还没有模型：请先运行。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>It is stopping.</source>
        <translation>正在停止。</translation>
    </message>
    <message>
        <source>Stop adapting again</source>
        <translation>停止重新适应</translation>
    </message>
    <message>
        <source>Progress of adapting again</source>
        <translation>重新适应的进度</translation>
    </message>
    <message>
        <source>Another folder is being learnt. What is finished of it is kept.</source>
        <translation>正在学习另一个文件夹。已完成的部分会保留。</translation>
    </message>
    <message>
        <source>If camera, light or parts have changed: go on from this model with other pictures, in a new project. This one stays as it is.</source>
        <translation>如果相机、光照或零件发生了变化：用其他图片在新项目中从当前模型继续适应。本项目保持不变。</translation>
    </message>
    <message>
        <source>New project: %1</source>
        <translation>新项目：%1</translation>
    </message>
    <message>
        <source>Folder of the pictures to adapt to</source>
        <translation>选择要适应的图片文件夹</translation>
    </message>
</context>
<context>
    <name>AlikeBar</name>
    <message>
        <source>Looking for the most alike …</source>
        <translation>正在查找最相似的图片……</translation>
    </message>
    <message>
        <source>No other picture is known to be alike.</source>
        <translation>没有已知的相似图片。</translation>
    </message>
    <message>
        <source>The nearest %1 of %2 are selected. One key names them; Ctrl+click adds or leaves out one.</source>
        <translation>已选中 %2 张中最接近的 %1 张。按一个键即可全部标注；Ctrl+单击可增减。</translation>
    </message>
    <message>
        <source>These %1 are most alike. One key names them all; Ctrl+click leaves one out.</source>
        <translation>这 %1 张最相似。按一个键即可全部标注；Ctrl+单击排除其中一张。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Name none of them and show all again</source>
        <translation>不标注，重新显示全部</translation>
    </message>
</context>
<context>
    <name>AnswerBar</name>
    <message>
        <source>Not sure</source>
        <translation>拿不准</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>You cannot tell what it is</source>
        <translation>您无法判断这是什么</translation>
    </message>
    <message>
        <source>What the pictures show</source>
        <translation>图片里是什么</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>The shown name is right; next picture</source>
        <translation>显示的标签正确；转到下一张</translation>
    </message>
    <message>
        <source>You cannot tell either; the machine&apos;s name stays</source>
        <translation>您也无法判断；保留机器给的标签</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>It belongs to no class of the old camera</source>
        <translation>不属于旧相机的任何类别</translation>
    </message>
    <message>
        <source>%1 (a right click gives it a key of its own)</source>
        <translation>%1（右键单击可为它指定专用按键）</translation>
    </message>
    <message>
        <source>All classes (L)</source>
        <translation>所有类别（L）</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>What is to be asked about this picture?</source>
        <translation>关于这张图片，要问什么？</translation>
    </message>
    <message>
        <source>What is to be asked about these %1 pictures?</source>
        <translation>关于这 %1 张图片，要问什么？</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Such as: is this rust or dirt?</source>
        <translation>例如：这是锈迹还是污渍？</translation>
    </message>
    <message>
        <source>Its name stays as it is. The filter shows all pictures with a question.</source>
        <translation>标签不变。用筛选可以找到所有待请教的图片。</translation>
    </message>
    <message>
        <source>Flag it</source>
        <translation>标为待请教</translation>
    </message>
    <message>
        <source>Take the flag away</source>
        <translation>取消待请教</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>accuracy unknown</source>
        <translation>准确率未知</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Use for training, draw anew</source>
        <translation>用于训练并重新抽样</translation>
    </message>
    <message>
        <source>The answers become decisions; what is known of the accuracy starts anew.</source>
        <translation>这些回答成为决定；准确率重新估计。</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>One page of what is known now, as PDF or HTML.</source>
        <translation>用一页 PDF 或 HTML 概括目前所知。</translation>
    </message>
    <message>
        <source>Go on to Export</source>
        <translation>继续到“导出”</translation>
    </message>
    <message>
        <source>Change my answer</source>
        <translation>更改我的回答</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>There are no labels to audit yet</source>
        <translation>还没有可抽检的标签</translation>
    </message>
    <message>
        <source>An audit tells how many of the labels are right. The run makes the labels.</source>
        <translation>抽检说明标签有多少正确。标签由运行产生。</translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation>前往运行</translation>
    </message>
    <message>
        <source>The more labels are taken as they are, the more of them may be wrong. The dashed line is what you allow; the dot is where it is reached.</source>
        <translation>直接采用的标签越多，其中可能出错的就越多。虚线是您允许的错误比例，圆点是达到它的位置。</translation>
    </message>
    <message>
        <source>The picture to name</source>
        <translation>待标注的图片</translation>
    </message>
    <message>
        <source>The next round changes the labels: draw when the run has ended.</source>
        <translation>下一轮会改变标签：请在运行结束后抽样。</translation>
    </message>
    <message>
        <source>Learning from your answers… The sample is drawn when the other names have followed.</source>
        <translation>正在根据您的回答学习……其他标签更新后自动抽样。</translation>
    </message>
    <message>
        <source>Learning from your answers… The other names follow in a moment.</source>
        <translation>正在根据您的回答学习……其他标签稍后随之更新。</translation>
    </message>
    <message>
        <source>You have decided every picture.</source>
        <translation>您已判定所有图片。</translation>
    </message>
    <message>
        <source>Know how many labels are right</source>
        <translation>了解有多少标签正确</translation>
    </message>
    <message>
        <source>A small random sample, named by you, measures all labels.</source>
        <translation>您标注一小份随机样本，即可衡量全部标签。</translation>
    </message>
    <message>
        <source>Change your answer only if you mistook the picture or the key; who follows the program&apos;s word makes the share too good. Changes are counted.</source>
        <translation>只有看错图片或按错键时才更改；顺着程序的答案改，正确率会偏高。更改会计数。</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>这是什么？</translation>
    </message>
    <message>
        <source>Picture %1 of %2, drawn at random. The program&apos;s own answer stays hidden, so that the count is honest.</source>
        <translation>第 %1 张，共 %2 张，随机抽取。程序的答案不显示，以保证结果真实。</translation>
    </message>
    <message>
        <source>The audit is done</source>
        <translation>抽检完成</translation>
    </message>
    <message>
        <source>The share of right labels is known now; it stands at the right.</source>
        <translation>现已得知正确标签的比例，见右侧。</translation>
    </message>
    <message>
        <source>You: %1. The program: %2.</source>
        <translation>您：%1。程序：%2。</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>拿不准</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>Wrong here: %1 of %2</source>
        <translation>这里错了：%1 / %2</translation>
    </message>
    <message>
        <source>Wrong here: %1 of %2, not sure: %3</source>
        <translation>这里错了：%1 / %2，拿不准：%3</translation>
    </message>
    <message>
        <source>The program&apos;s names of these pictures are all yours, too.</source>
        <translation>这些图片上，程序给出的标签与您的全部一致。</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>不是 %1</translation>
    </message>
    <message>
        <source>%1 pictures are still to be named.</source>
        <translation>还有 %1 张图片没有标注。</translation>
    </message>
    <message>
        <source>One picture is still to be named.</source>
        <translation>还有 1 张图片没有标注。</translation>
    </message>
    <message>
        <source>If it ends now, your answers become decisions; the share of right labels stays unknown.</source>
        <translation>现在结束，您的回答成为决定；正确标签的比例仍然未知。</translation>
    </message>
    <message>
        <source>End the audit</source>
        <translation>结束抽检</translation>
    </message>
    <message>
        <source>This file gives no picture; say Not sure.</source>
        <translation>此文件无法显示；请选“拿不准”。</translation>
    </message>
    <message>
        <source>The labels that were there are now in %1.</source>
        <translation>原来的标签现在在 %1 中。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Save the old model&apos;s labels</source>
        <translation>保存旧模型的标签</translation>
    </message>
    <message>
        <source>Labels (*.csv)</source>
        <translation>标签 (*.csv)</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Save this chart</source>
        <translation>保存此图表</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>存为 PNG…</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>存为 CSV…</translation>
    </message>
    <message>
        <source>the folder is not there or may not be written</source>
        <translation>文件夹不存在或不可写入</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Looking at the pictures</source>
        <translation>正在检查图片</translation>
    </message>
    <message>
        <source>1 picture set aside</source>
        <translation>已排除 1 张图片</translation>
    </message>
    <message>
        <source>%1 problems set aside</source>
        <translation>已排除 %1 张图片</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>稍后再查</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Kinds of trouble: %1</source>
        <translation>问题种类：%1</translation>
    </message>
    <message>
        <source>Is anything wrong with the pictures?</source>
        <translation>图片有问题吗？</translation>
    </message>
    <message>
        <source>Go on to Run</source>
        <translation>前往运行</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Check later</source>
        <translation>稍后检查</translation>
    </message>
    <message>
        <source>Stop looking; a run goes without it, and the check can be made any time.</source>
        <translation>停止检查；不检查也能运行，随时可再检查。</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>检查进度</translation>
    </message>
    <message>
        <source>Nothing is wrong with the pictures.</source>
        <translation>图片没有问题。</translation>
    </message>
    <message>
        <source>All can be read; none is blurred, too dark, there twice or far from the others in size.</source>
        <translation>全部可读；没有模糊、过暗、重复或尺寸异常的图片。</translation>
    </message>
    <message>
        <source>The pictures have not been looked at yet.</source>
        <translation>尚未检查图片。</translation>
    </message>
    <message>
        <source>The check finds pictures that are broken, blurred, dark or there twice. A run goes without it.</source>
        <translation>检查可找出损坏、模糊、过暗或重复的图片。不检查也能运行。</translation>
    </message>
    <message>
        <source>Looking at every picture once</source>
        <translation>正在逐张检查图片</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Nothing is taken out unless you say so, and everything can be undone with Ctrl+Z.</source>
        <translation>未经您同意不会排除任何图片，一切均可用 Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>A run has begun already; what you exclude or keep now counts when a run begins anew.</source>
        <translation>运行已经开始；现在的排除或保留在下次重新运行时生效。</translation>
    </message>
    <message>
        <source>Exclude all that are advised (%1)</source>
        <translation>排除所有建议排除的（%1）</translation>
    </message>
    <message>
        <source>Training is better without these; look at them below first.</source>
        <translation>去掉这些训练效果更好；请先在下方查看。</translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ClassBars</name>
    <message>
        <source>Pictures of each class</source>
        <translation>每类的图片</translation>
    </message>
    <message>
        <source>and %1 more classes</source>
        <translation>以及另外 %1 个类别</translation>
    </message>
</context>
<context>
    <name>ClassKeysDialog</name>
    <message>
        <source>Keys of classes</source>
        <translation>类别按键</translation>
    </message>
    <message>
        <source>Mark a class and type the letter that is to name its pictures. Backspace takes the letter away.</source>
        <translation>选中一个类别，再按下用来标注它的字母；按 Backspace 取消字母。</translation>
    </message>
    <message>
        <source>Type a class name</source>
        <translation>输入类别名称</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Classes and their letters</source>
        <translation>类别及其字母</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>字母</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Only letters from A to Z can be keys of classes.</source>
        <translation>类别按键只能是 A 到 Z 的字母。</translation>
    </message>
    <message>
        <source>%1 is a key of the window already (%2). Take another letter.</source>
        <translation>%1 已是窗口自己的按键（%2），请换一个字母。</translation>
    </message>
    <message>
        <source>%1 is the letter of %2 already. Take another letter, or take it away there first.</source>
        <translation>%1 已是 %2 的字母。请换一个字母，或先在那里取消。</translation>
    </message>
    <message>
        <source>%1 names %2 now.</source>
        <translation>现在按 %1 即标注为 %2。</translation>
    </message>
    <message>
        <source>%2 has no letter now.</source>
        <translation>%2 现在没有字母。</translation>
    </message>
</context>
<context>
    <name>ClassPopup</name>
    <message>
        <source>Type a class name</source>
        <translation>输入类别名称</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>查找类别</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>No class is called so. Review, Classes… adds one.</source>
        <translation>没有这个名称的类别。可用“复核”菜单中的“类别…”添加。</translation>
    </message>
</context>
<context>
    <name>ClassesDialog</name>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>The classes that a picture can have</source>
        <translation>图片可用的类别</translation>
    </message>
    <message>
        <source>Ctrl+Z takes every change back. No picture is lost.</source>
        <translation>每次更改都可用 Ctrl+Z 撤销，不会丢失图片。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Named by you</source>
        <translation>由您标注</translation>
    </message>
    <message>
        <source>All pictures</source>
        <translation>全部图片</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Merge into…</source>
        <translation>合并到…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>停用…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>类别名称</translation>
    </message>
    <message>
        <source>The class that it becomes a part of</source>
        <translation>要合并到的类别</translation>
    </message>
    <message>
        <source>It is the only class</source>
        <translation>这是唯一的类别</translation>
    </message>
    <message>
        <source>A name that is gone brings its class back, with what you had named so.</source>
        <translation>输入已停用的名称会恢复该类别，连同您以前的标注。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>All pictures of %1 get the new name; files with the old one are still understood.</source>
        <translation>类别 %1 的所有图片改用新名称；带旧名称的文件仍能识别。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>All pictures of %1, also those you named so, become pictures of:</source>
        <translation>类别 %1 的所有图片（包括您标注的）都归入：</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>1 picture that you named so is undecided again</source>
        <translation>您标注的 1 张图片恢复为未决定</translation>
    </message>
    <message>
        <source>%1 you named so are undecided again</source>
        <translation>您标注的 %1 张图片恢复为未决定</translation>
    </message>
    <message>
        <source>No picture is %1 any more: %2, the others are to be looked at.</source>
        <translation>不再有图片属于 %1：%2，其余的需要复核。</translation>
    </message>
    <message>
        <source>No picture is %1 any more; all are to be looked at.</source>
        <translation>不再有图片属于 %1；这些图片都需要复核。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>停用</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>Most doubtful</source>
        <translation>最存疑</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>信息熵</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Ways that agree</source>
        <translation>意见一致的方法</translation>
    </message>
    <message>
        <source>Most unlike</source>
        <translation>与旧相机最不像</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>How doubtful its name is. The most doubtful come in the order that teaches.</source>
        <translation>标签有多存疑。最存疑的图片按最有帮助的顺序排列。</translation>
    </message>
    <message>
        <source>Belief in its name. Not an accuracy: only its order means anything.</source>
        <translation>对标签的把握程度。不是准确率：只有高低次序有意义。</translation>
    </message>
    <message>
        <source>Shannon entropy of the softmax: 0 means the network is quite sure.</source>
        <translation>softmax 的信息熵：0 表示模型非常确定。</translation>
    </message>
    <message>
        <source>Distance of the features to the prototype of its own class.</source>
        <translation>特征到本类类原型的距离。</translation>
    </message>
    <message>
        <source>(d2 - d1) / d2 of the two nearest prototypes: 0 means both are as near.</source>
        <translation>两个最近类原型的 (d2 - d1) / d2：0 表示一样近。</translation>
    </message>
    <message>
        <source>How much the picture counts in the next round&apos;s training.</source>
        <translation>该图片在下一轮训练中的权重。</translation>
    </message>
    <message>
        <source>Share of all ways of naming it that give it its name.</source>
        <translation>各种标注方法中给出此标签的比例。</translation>
    </message>
    <message>
        <source>How unlike everything that the old camera showed: unlike all from 1 on.</source>
        <translation>与旧相机拍到的所有图片相差多远：达到 1 即为“都不像”。</translation>
    </message>
    <message>
        <source>Place and name of the file.</source>
        <translation>文件的位置和名称。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>抽检</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>New…</source>
        <translation>新建…</translation>
    </message>
    <message>
        <source>Start a project with two folders of pictures.</source>
        <translation>用两个图片文件夹新建项目。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Open a project folder.</source>
        <translation>打开一个项目文件夹。</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示项目</translation>
    </message>
    <message>
        <source>Open a small made-up project to try everything on.</source>
        <translation>打开一个合成的小项目，随意试用。</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>关闭项目</translation>
    </message>
    <message>
        <source>Go back to the start page; everything is saved already.</source>
        <translation>回到开始页；所有内容均已保存。</translation>
    </message>
    <message>
        <source>Bring decisions in…</source>
        <translation>导入决定…</translation>
    </message>
    <message>
        <source>Save the report of the result…</source>
        <translation>保存结果报告…</translation>
    </message>
    <message>
        <source>One page of what is known now, as PDF or HTML.</source>
        <translation>用一页 PDF 或 HTML 概括目前所知。</translation>
    </message>
    <message>
        <source>Save report for support…</source>
        <translation>为技术支持保存报告…</translation>
    </message>
    <message>
        <source>Pack log, versions and settings, without any picture, to send to support.</source>
        <translation>打包日志、版本和设置（不含任何图片），发给技术支持。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Close the window; everything is saved already.</source>
        <translation>关闭窗口；所有内容均已保存。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take over what was decided elsewhere: a labels CSV, also from Excel, Label Studio, labelme.</source>
        <translation>把在别处做出的决定带进来：标签 CSV（Excel 保存的也可以），Label Studio 或 labelme 的文件。</translation>
    </message>
    <message>
        <source>Take back the last decision.</source>
        <translation>撤销上一次决定。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Bring back the decision that was taken back last.</source>
        <translation>恢复刚刚撤销的决定。</translation>
    </message>
    <message>
        <source>Select all shown</source>
        <translation>全选所显示的</translation>
    </message>
    <message>
        <source>Select every picture that the filter shows.</source>
        <translation>选中筛选出的所有图片。</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Clear the selection.</source>
        <translation>清除所有选择。</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>查找…</translation>
    </message>
    <message>
        <source>Show only pictures whose file or class name holds a text.</source>
        <translation>只显示文件名或类别名含有某段文字的图片。</translation>
    </message>
    <message>
        <source>Find pictures like a file…</source>
        <translation>查找与某个文件相似的图片…</translation>
    </message>
    <message>
        <source>Show the pictures most like one from elsewhere, as dropping it does.</source>
        <translation>显示与外部某张图片最相似的图片；也可将其直接拖入。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Learn the new camera, or go on where the run was stopped.</source>
        <translation>学习新相机，或从上次停止处继续。</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>继续改进</translation>
    </message>
    <message>
        <source>Learn from your decisions in two more rounds, from the model as it is.</source>
        <translation>在现有模型基础上再进行两轮，从您的决定中学习。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Let the run wait; press again to go on.</source>
        <translation>让运行等待；再按一次继续。</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>End the run and keep all finished rounds.</source>
        <translation>结束运行，保留所有已完成的轮次。</translation>
    </message>
    <message>
        <source>Right, next</source>
        <translation>正确，下一张</translation>
    </message>
    <message>
        <source>The shown name is right; go to the next picture.</source>
        <translation>所示标签正确；转到下一张图片。</translation>
    </message>
    <message>
        <source>Class %1</source>
        <translation>类别 %1</translation>
    </message>
    <message>
        <source>Give the selected pictures this name.</source>
        <translation>将所选图片标注为此类别。</translation>
    </message>
    <message>
        <source>Other class…</source>
        <translation>其他类别…</translation>
    </message>
    <message>
        <source>Choose the name from all classes.</source>
        <translation>从所有类别中选择标签。</translation>
    </message>
    <message>
        <source>Keys of classes…</source>
        <translation>类别按键…</translation>
    </message>
    <message>
        <source>Give classes letters of your own, by which you name pictures.</source>
        <translation>为类别指定自己的字母，用来标注图片。</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>拿不准</translation>
    </message>
    <message>
        <source>You cannot tell either; the machine&apos;s name stays.</source>
        <translation>您也无法判断；保留机器给出的标签。</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>The picture belongs to no class of the old camera.</source>
        <translation>图片不属于旧相机的任何类别。</translation>
    </message>
    <message>
        <source>Take my decision back</source>
        <translation>收回我的决定</translation>
    </message>
    <message>
        <source>Decide nothing on the selected pictures any more.</source>
        <translation>取消对所选图片的决定。</translation>
    </message>
    <message>
        <source>Ask somebody…</source>
        <translation>请教他人…</translation>
    </message>
    <message>
        <source>Flag the selected pictures with a question to somebody who knows.</source>
        <translation>将选中的图片标为待请教，并写下问题。</translation>
    </message>
    <message>
        <source>Same for the 20 most alike…</source>
        <translation>最相似的 20 张同样处理…</translation>
    </message>
    <message>
        <source>Select the pictures most like this one, to name them together.</source>
        <translation>选中与此图最相似的图片，一起标注。</translation>
    </message>
    <message>
        <source>Pictures like this</source>
        <translation>与此图相似的图片</translation>
    </message>
    <message>
        <source>Show all pictures in the order of their likeness to this one.</source>
        <translation>按与此图的相似程度排列所有图片。</translation>
    </message>
    <message>
        <source>Name a new class…</source>
        <translation>命名新类别…</translation>
    </message>
    <message>
        <source>Show the pictures that are none of these, alike ones together, to name them.</source>
        <translation>把“都不是”的图片按相似程度归在一起显示，以便命名。</translation>
    </message>
    <message>
        <source>Classes…</source>
        <translation>类别…</translation>
    </message>
    <message>
        <source>Add, rename, merge and withdraw classes.</source>
        <translation>添加、重命名、合并或停用类别。</translation>
    </message>
    <message>
        <source>Next doubtful</source>
        <translation>下一张存疑图片</translation>
    </message>
    <message>
        <source>Class by digit</source>
        <translation>用数字键标注</translation>
    </message>
    <message>
        <source>Go to the next picture that is worth a look.</source>
        <translation>转到下一张值得看的图片。</translation>
    </message>
    <message>
        <source>Look closer</source>
        <translation>看大图</translation>
    </message>
    <message>
        <source>Show the picture large, to zoom into it.</source>
        <translation>放大显示图片，可缩放。</translation>
    </message>
    <message>
        <source>Show in its folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open the folder that the picture lies in.</source>
        <translation>打开图片所在的文件夹。</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy the paths of the selected pictures, one a line.</source>
        <translation>复制所选图片的路径，每行一个。</translation>
    </message>
    <message>
        <source>Take the new names</source>
        <translation>采用新标签</translation>
    </message>
    <message>
        <source>Show the names of the newest round, or those that follow your answers.</source>
        <translation>显示最新一轮的标签，或根据您的回答得出的标签。</translation>
    </message>
    <message>
        <source>End the audit early…</source>
        <translation>提前结束抽检…</translation>
    </message>
    <message>
        <source>Use its answers for training though pictures are still to be named.</source>
        <translation>还有图片没有标注，就把回答用于训练。</translation>
    </message>
    <message>
        <source>Go to this step.</source>
        <translation>转到此步骤。</translation>
    </message>
    <message>
        <source>Details at the right</source>
        <translation>右侧详情</translation>
    </message>
    <message>
        <source>Show or hide what is known of a picture or of the run.</source>
        <translation>显示或隐藏图片或运行的详情。</translation>
    </message>
    <message>
        <source>Larger pictures</source>
        <translation>放大图片</translation>
    </message>
    <message>
        <source>Show larger tiles.</source>
        <translation>显示更大的缩略图。</translation>
    </message>
    <message>
        <source>Smaller pictures</source>
        <translation>缩小图片</translation>
    </message>
    <message>
        <source>Show smaller tiles.</source>
        <translation>显示更小的缩略图。</translation>
    </message>
    <message>
        <source>For experts</source>
        <translation>专家模式</translation>
    </message>
    <message>
        <source>Show distances, entropies, losses and the steps S1 to S6 of the method.</source>
        <translation>显示距离、信息熵、损失以及方法的步骤 S1 至 S6。</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark text on a light ground.</source>
        <translation>浅底深字。</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Light text on a dark ground.</source>
        <translation>深底浅字。</translation>
    </message>
    <message>
        <source>Theme of the system</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Light or dark as the system is.</source>
        <translation>与系统的浅色或深色一致。</translation>
    </message>
    <message>
        <source>Show the window in English.</source>
        <translation>窗口使用英文。</translation>
    </message>
    <message>
        <source>Show the window in Simplified Chinese.</source>
        <translation>窗口使用简体中文。</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>操作指南</translation>
    </message>
    <message>
        <source>Read what this page is for.</source>
        <translation>查看这一页的说明。</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>功能导览</translation>
    </message>
    <message>
        <source>See all steps on the demo, in two minutes.</source>
        <translation>用演示项目走一遍全部步骤，两分钟。</translation>
    </message>
    <message>
        <source>List of keys</source>
        <translation>按键列表</translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation>一页列出所有按键。</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Type what you want to do.</source>
        <translation>输入您想做的事。</translation>
    </message>
    <message>
        <source>About dclgui</source>
        <translation>关于 dclgui</translation>
    </message>
    <message>
        <source>Version, licence and this computer.</source>
        <translation>版本、许可证和本机信息。</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>The new pictures are much darker than the old ones.</source>
        <translation>新图片比旧图片暗得多。</translation>
    </message>
    <message>
        <source>The new pictures are much brighter than the old ones.</source>
        <translation>新图片比旧图片亮得多。</translation>
    </message>
    <message>
        <source>The new pictures have much less contrast than the old ones.</source>
        <translation>新图片的对比度比旧图片低得多。</translation>
    </message>
    <message>
        <source>The new pictures have much more contrast than the old ones.</source>
        <translation>新图片的对比度比旧图片高得多。</translation>
    </message>
    <message>
        <source>The new pictures have other colours than the old ones.</source>
        <translation>新图片的颜色与旧图片不同。</translation>
    </message>
    <message>
        <source>The two cameras store their pictures with different ranges of values.</source>
        <translation>两台相机保存图片的数值范围不同。</translation>
    </message>
    <message>
        <source>The new pictures are a little darker than the old ones.</source>
        <translation>新图片比旧图片略暗。</translation>
    </message>
    <message>
        <source>The new pictures are a little brighter than the old ones.</source>
        <translation>新图片比旧图片略亮。</translation>
    </message>
    <message>
        <source>Both cameras&apos; pictures are about equally bright and of similar colours.</source>
        <translation>两台相机的图片亮度相近，颜色相似。</translation>
    </message>
    <message>
        <source>The program adapts to such differences. If exposure or white balance of the new camera is simply set wrong, setting it right gives better names.</source>
        <translation>程序会适应这些差异。如果只是新相机的曝光或白平衡设错了，改正后标注会更准。</translation>
    </message>
    <message>
        <source>That makes the new camera easier to learn.</source>
        <translation>这使新相机更容易学习。</translation>
    </message>
</context>
<context>
    <name>ComparisonCard</name>
    <message>
        <source>How bright the pictures are: old camera above, new camera below</source>
        <translation>图片亮度：上为旧相机，下为新相机</translation>
    </message>
    <message>
        <source>The two cameras compared</source>
        <translation>两台相机对比</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Click to take this condition away</source>
        <translation>单击去掉此条件</translation>
    </message>
    <message>
        <source>Classifier %1, name %2</source>
        <translation>分类器 %1，标签 %2</translation>
    </message>
    <message>
        <source>%1 picked</source>
        <translation>选了 %1 张</translation>
    </message>
    <message>
        <source>like %1</source>
        <translation>与 %1 相似</translation>
    </message>
</context>
<context>
    <name>Confusion</name>
    <message>
        <source>Your names and the program&apos;s</source>
        <translation>您的标签与程序的标签</translation>
    </message>
    <message>
        <source>Where you named a picture otherwise than the program, in Review or Audit</source>
        <translation>在“复核”或“抽检”中您与程序标注不同之处</translation>
    </message>
    <message>
        <source>The classifier&apos;s and the final names</source>
        <translation>分类器的标签与最终标签</translation>
    </message>
    <message>
        <source>Where the classifier&apos;s name is not the one in the end</source>
        <translation>分类器的标签与最终标签不同之处</translation>
    </message>
    <message>
        <source>You said %1, the program %2: %3</source>
        <translation>您说 %1，程序说 %2：%3</translation>
    </message>
    <message>
        <source>Classifier %1, name %2: %3</source>
        <translation>分类器 %1，标签 %2：%3</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>The classifier agrees on %1 pictures; %2 were moved. Choose a cell to see its own.</source>
        <translation>分类器对 %1 张图片意见一致；%2 张被改判。选择一格可查看其中的图片。</translation>
    </message>
    <message>
        <source>Lines: the classifier&apos;s name. Columns: the program&apos;s name in the end.</source>
        <translation>行：分类器给出的标签。列：程序最终给出的标签。</translation>
    </message>
    <message>
        <source>Confusion of the classifier&apos;s names and the names in the end</source>
        <translation>分类器标签与最终标签的混淆矩阵</translation>
    </message>
    <message>
        <source>The program&apos;s name was yours for %1 pictures, another for %2. Choose a cell to see its own.</source>
        <translation>%1 张图片程序与您标注相同，%2 张不同。选择一格可查看其中的图片。</translation>
    </message>
    <message>
        <source>Lines: your name. Columns: the program&apos;s, before it learnt yours.</source>
        <translation>行：您的标签。列：程序的标签（学习您的回答之前）。</translation>
    </message>
    <message>
        <source>Confusion of your names and the program&apos;s</source>
        <translation>您的标签与程序标签的混淆矩阵</translation>
    </message>
</context>
<context>
    <name>ContentsCard</name>
    <message>
        <source>%1 sure, by your answers</source>
        <translation>%1 张确定（依据您的回答）</translation>
    </message>
    <message>
        <source>%1 not sure</source>
        <translation>%1 张不确定</translation>
    </message>
    <message>
        <source>%1 set aside as copies, with the name of their picture</source>
        <translation>%1 张是已排除的副本，沿用原图的标签</translation>
    </message>
    <message>
        <source>%1 you could not tell</source>
        <translation>%1 张您拿不准</translation>
    </message>
    <message>
        <source>%1 in Review</source>
        <translation>%1 张在“复核”中</translation>
    </message>
    <message>
        <source>%1 in the audit</source>
        <translation>%1 张在“抽检”中</translation>
    </message>
    <message>
        <source>%1 none of these</source>
        <translation>%1 张都不是</translation>
    </message>
    <message>
        <source>%1 set aside or unreadable</source>
        <translation>%1 张已排除或无法读取</translation>
    </message>
    <message>
        <source>named by the machine</source>
        <translation>由机器标注</translation>
    </message>
    <message>
        <source>named by a person</source>
        <translation>由人标注</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>尚无标签</translation>
    </message>
    <message>
        <source>which are sure is not known yet</source>
        <translation>哪些可以确定尚不清楚</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>No class has this key.</source>
        <translation>没有类别使用此键。</translation>
    </message>
    <message>
        <source>The keys are in the row below the pictures.</source>
        <translation>按键见图片下方一行。</translation>
    </message>
    <message>
        <source>There is no name yet that could be right.</source>
        <translation>还没有可确认的标签。</translation>
    </message>
    <message>
        <source>Give one with a number key, or press L for all classes.</source>
        <translation>请按数字键标注，或按 L 查看所有类别。</translation>
    </message>
    <message>
        <source>%1 of these %2 pictures are decided already, otherwise.</source>
        <translation>这 %2 张图片中有 %1 张此前已有不同的决定。</translation>
    </message>
    <message>
        <source>1 of these %2 pictures is decided already, otherwise.</source>
        <translation>这 %2 张图片中有 1 张此前已有不同的决定。</translation>
    </message>
    <message>
        <source>Only the other one</source>
        <translation>只标其余 1 张</translation>
    </message>
    <message>
        <source>Only the %1 others</source>
        <translation>只标其余 %1 张</translation>
    </message>
    <message>
        <source>Change all %1</source>
        <translation>%1 张全部更改</translation>
    </message>
    <message>
        <source>Undo brings back what was said before.</source>
        <translation>撤销可恢复之前的决定。</translation>
    </message>
    <message>
        <source>One picture decided</source>
        <translation>已决定 1 张图片</translation>
    </message>
    <message>
        <source>%1 pictures decided</source>
        <translation>已决定 %1 张图片</translation>
    </message>
</context>
<context>
    <name>DecidingByDoubt</name>
    <message>
        <source>Nothing doubtful is left among these pictures.</source>
        <translation>这些图片中已没有存疑的。</translation>
    </message>
    <message>
        <source>Clear the filter to see the others, or go on to the audit.</source>
        <translation>清除筛选可查看其余图片，或继续抽检。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>Done</name>
    <message>
        <source>All of these pictures are decided</source>
        <translation>这些图片都已决定</translation>
    </message>
    <message>
        <source>Show the other one worth a look</source>
        <translation>查看其余 1 张值得一看的图片</translation>
    </message>
    <message>
        <source>Show the other %1 worth a look</source>
        <translation>查看其余 %1 张值得一看的图片</translation>
    </message>
    <message>
        <source>Go on to Audit</source>
        <translation>前往抽检</translation>
    </message>
    <message>
        <source>Name a small random sample: it tells how many names are right.</source>
        <translation>标注一小批随机样本，即可知道有多少标签正确。</translation>
    </message>
    <message>
        <source>Go on to Export</source>
        <translation>前往导出</translation>
    </message>
    <message>
        <source>Take the labels and the model away.</source>
        <translation>导出标签和模型。</translation>
    </message>
    <message>
        <source>Look at them again</source>
        <translation>再看一遍</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Labelled (old camera)</source>
        <translation>已标注（旧相机）</translation>
    </message>
    <message>
        <source>To label (new camera)</source>
        <translation>待标注（新相机）</translation>
    </message>
    <message>
        <source>These pictures teach. One sub-folder for each class, named after the class; or a CSV list.</source>
        <translation>这些图片用于学习。每类一个以类别命名的子文件夹；或一份 CSV 列表。</translation>
    </message>
    <message>
        <source>These pictures get their names. Any folder of pictures, sorted or not.</source>
        <translation>这些图片将获得标签。任何图片文件夹均可，分不分类都行。</translation>
    </message>
    <message>
        <source>Drop the folder here</source>
        <translation>将文件夹拖到这里</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>另选…</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>or choose a CSV list</source>
        <translation>或选择 CSV 列表</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>Counting the pictures</source>
        <translation>正在统计图片</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>pictures in %1 classes</source>
        <translation>张图片，%1 个类别</translation>
    </message>
    <message>
        <source>pictures in %1 folders</source>
        <translation>张图片，%1 个文件夹</translation>
    </message>
    <message>
        <source>pictures in one class</source>
        <translation>张图片，1 个类别</translation>
    </message>
    <message>
        <source>pictures in one folder</source>
        <translation>张图片，1 个文件夹</translation>
    </message>
    <message>
        <source>pictures so far…</source>
        <translation>张图片，仍在统计…</translation>
    </message>
    <message>
        <source>Some of the pictures</source>
        <translation>部分图片</translation>
    </message>
    <message>
        <source>beside the folders</source>
        <translation>不在子文件夹中</translation>
    </message>
    <message>
        <source>Swap them</source>
        <translation>交换</translation>
    </message>
    <message>
        <source>Put it on the other side</source>
        <translation>放到另一侧</translation>
    </message>
    <message>
        <source>Use the folder it lies in</source>
        <translation>使用它所在的文件夹</translation>
    </message>
    <message>
        <source>The classes are: %1</source>
        <translation>类别是：%1</translation>
    </message>
    <message>
        <source>List (*.csv *.tsv *.txt)</source>
        <translation>列表 (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>ExpectationCurve</name>
    <message>
        <source>How right the names are expected to be</source>
        <translation>预计的正确比例</translation>
    </message>
    <message>
        <source>after %1 answers about %2</source>
        <translation>%1 个回答后约 %2</translation>
    </message>
    <message>
        <source>The dashed line is at %1.</source>
        <translation>虚线为 %1。</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>labels and model</source>
        <translation>标签和模型</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Take the labels and the model away</source>
        <translation>导出标签和模型</translation>
    </message>
    <message>
        <source>Your decisions stand in place of the machine&apos;s names.</source>
        <translation>您的决定会取代机器给出的标签。</translation>
    </message>
    <message>
        <source>A file is being written. It would not be finished.</source>
        <translation>正在写入文件，关闭后文件将不完整。</translation>
    </message>
    <message>
        <source>Are the names of later pictures right?</source>
        <translation>后来的图片标签对吗？</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>One page (PDF or HTML): data, settings, what the audit says, the guarantee, the labels saved.</source>
        <translation>一页报告（PDF 或 HTML）：数据、设置、抽检结果、保证以及省下的标注。</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Bring decisions in…</source>
        <translation>导入决定…</translation>
    </message>
    <message>
        <source>There are no labels yet: let it run first.</source>
        <translation>还没有标签：请先运行。</translation>
    </message>
    <message>
        <source>There are no labels yet</source>
        <translation>还没有标签</translation>
    </message>
    <message>
        <source>Labels, model and report leave from here once the run has named the pictures.</source>
        <translation>运行给图片标注之后，在这里导出标签、模型和报告。</translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation>前往运行</translation>
    </message>
    <message>
        <source>What you save has the names of a newer round; F5 in Review shows them.</source>
        <translation>保存的是较新一轮的标签；在“复核”页按 F5 即可显示。</translation>
    </message>
    <message>
        <source>Learning from your answers… The other names follow in a moment.</source>
        <translation>正在根据您的回答学习……其他标签稍后随之更新。</translation>
    </message>
    <message>
        <source>Save the labels</source>
        <translation>保存标签</translation>
    </message>
    <message>
        <source>ONNX model (*.onnx)</source>
        <translation>ONNX 模型 (*.onnx)</translation>
    </message>
    <message>
        <source>ONNX model of half the size (*.fp16.onnx)</source>
        <translation>大小减半的 ONNX 模型 (*.fp16.onnx)</translation>
    </message>
    <message>
        <source>Safetensors (*.safetensors)</source>
        <translation>Safetensors (*.safetensors)</translation>
    </message>
    <message>
        <source>PyTorch program (*.pt2)</source>
        <translation>PyTorch 程序 (*.pt2)</translation>
    </message>
    <message>
        <source>Save the model</source>
        <translation>保存模型</translation>
    </message>
    <message>
        <source>The labels that were there are now in %1.</source>
        <translation>原来的标签现在在 %1 中。</translation>
    </message>
    <message>
        <source>Left out, without a name: %1.</source>
        <translation>没有标签而略去：%1。</translation>
    </message>
    <message>
        <source>Left out, of a kind that programs for this format do not open: %1.</source>
        <translation>此格式的程序无法打开其文件类型而略去：%1。</translation>
    </message>
    <message>
        <source>Left out, no longer there: %1.</source>
        <translation>未导出，文件已不存在：%1 张。</translation>
    </message>
    <message>
        <source>Classes without a picture: %1.</source>
        <translation>没有图片的类别：%1。</translation>
    </message>
    <message>
        <source>%1 of %2 written</source>
        <translation>已写入 %1 / %2</translation>
    </message>
    <message>
        <source>Working out what the labels came from: %1</source>
        <translation>正在整理标签的依据：%1</translation>
    </message>
    <message>
        <source>The description that was there is now in %1.</source>
        <translation>原有的说明文件现为 %1。</translation>
    </message>
    <message>
        <source>Adapt again</source>
        <translation>重新适应</translation>
    </message>
    <message>
        <source>Stopped: %1 was not written.</source>
        <translation>已停止：没有写入 %1。</translation>
    </message>
    <message>
        <source>Adapted again: %1</source>
        <translation>重新适应完成：%1</translation>
    </message>
    <message>
        <source>Stopped. What is finished is kept in %1</source>
        <translation>已停止。已完成的部分保存在 %1</translation>
    </message>
    <message>
        <source>Stopped before the new project was made.</source>
        <translation>已停止，新项目尚未创建。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Compared with the run&apos;s own model on %1 pictures: the same name for %2.</source>
        <translation>已在 %1 张图片上与运行自身的模型比对：%2 标签相同。</translation>
    </message>
    <message>
        <source>What was decided elsewhere comes back: a labels CSV, also from Excel, Label Studio, labelme.</source>
        <translation>把在别处做出的决定带进来：标签 CSV（Excel 保存的也可以），Label Studio 或 labelme 的文件。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Classifier&apos;s name</source>
        <translation>分类器的标签</translation>
    </message>
    <message>
        <source>Name after prototypes</source>
        <translation>按类原型的标签</translation>
    </message>
    <message>
        <source>The pseudo-label: the classifier&apos;s at high confidence, else the nearest prototype&apos;s</source>
        <translation>伪标签：高置信度时为分类器的结果，否则为最近类原型的结果</translation>
    </message>
    <message>
        <source>Name by all ways</source>
        <translation>综合各种方法的标签</translation>
    </message>
    <message>
        <source>What all ways of naming it say together, weighed by how well they named what you answered</source>
        <translation>各种标注方法综合得出的标签；谁把您回答过的图片标注得更准，谁的权重就更大</translation>
    </message>
    <message>
        <source>The largest softmax output</source>
        <translation>最大的 softmax 输出</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>改判</translation>
    </message>
    <message>
        <source>High</source>
        <translation>高</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>Can&apos;t be read, or set aside on the page Check</source>
        <translation>无法读取，或在“检查”页被排除</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Show only one class</source>
        <translation>只显示一个类别</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>What comes first</source>
        <translation>哪些排在前面</translation>
    </message>
    <message>
        <source>Find in names</source>
        <translation>在文件名或类别中查找</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Part of a file&apos;s or a class&apos;s name (Ctrl+F)</source>
        <translation>文件名或类别名的一部分（Ctrl+F）</translation>
    </message>
    <message>
        <source>Range…</source>
        <translation>范围…</translation>
    </message>
    <message>
        <source>Show only pictures with a figure from … to …</source>
        <translation>只显示数值在某范围内的图片</translation>
    </message>
    <message>
        <source>Low confidence: high entropy</source>
        <translation>低置信度：信息熵高</translation>
    </message>
    <message>
        <source>The name is another one than that of the new model&apos;s classifier</source>
        <translation>标签与新模型分类器给出的不同</translation>
    </message>
    <message>
        <source>High confidence: among the lowest entropies of its class</source>
        <translation>高置信度：信息熵在所属类别中较低</translation>
    </message>
    <message>
        <source>Named by a person; no round changes it</source>
        <translation>由人标注；任何一轮都不会更改</translation>
    </message>
    <message>
        <source>Can&apos;t tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>You could not tell; the machine&apos;s name stays</source>
        <translation>您无法判断；保留机器给的标签</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>Of no class of the old camera, you said</source>
        <translation>您认为不属于旧相机的任何类别</translation>
    </message>
    <message>
        <source>Worth a look</source>
        <translation>值得一看</translation>
    </message>
    <message>
        <source>What answers don&apos;t show to be sure; before there are enough answers, all but high confidence</source>
        <translation>回答尚不能表明可以确定的图片；回答不足时，为高置信度以外的全部图片</translation>
    </message>
    <message>
        <source>Unlike all</source>
        <translation>都不像</translation>
    </message>
    <message>
        <source>Unlike everything the old camera showed: look here first for a new class</source>
        <translation>与旧相机拍到的所有图片都不像：要找新类别，先看这里</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一眼</translation>
    </message>
    <message>
        <source>Your answers that everything known before spoke against; a slip is often among them</source>
        <translation>与此前所知都不相符的回答；其中常有手误</translation>
    </message>
    <message>
        <source>To ask</source>
        <translation>待请教</translation>
    </message>
    <message>
        <source>Pictures that you flagged with a question (Q)</source>
        <translation>您标为待请教的图片（Q）</translation>
    </message>
    <message>
        <source>Range of a figure</source>
        <translation>数值范围</translation>
    </message>
    <message>
        <source>Size of the pictures</source>
        <translation>图片大小</translation>
    </message>
    <message>
        <source>Size of the pictures (Ctrl++, Ctrl+-)</source>
        <translation>图片大小（Ctrl++、Ctrl+-）</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Largest first</source>
        <translation>从大到小</translation>
    </message>
    <message>
        <source>Smallest first</source>
        <translation>从小到大</translation>
    </message>
    <message>
        <source>Z to A</source>
        <translation>名称倒序</translation>
    </message>
    <message>
        <source>A to Z</source>
        <translation>名称顺序</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Looking for pictures like %1 …</source>
        <translation>正在查找与 %1 相似的图片……</translation>
    </message>
    <message>
        <source>Most alike of the old camera: %1</source>
        <translation>旧相机中最相似的：%1</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the old camera&apos;s most alike pictures</source>
        <translation>显示旧相机中最相似的图片</translation>
    </message>
    <message>
        <source>The picture that is looked for</source>
        <translation>要查找的图片</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>Find pictures like a file</source>
        <translation>查找与某个文件相似的图片</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>%1 of %2 set aside</source>
        <translation>已排除 %1 / %2</translation>
    </message>
    <message>
        <source>all kept</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Exclude all</source>
        <translation>全部排除</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>All of them are set aside already.</source>
        <translation>已全部排除。</translation>
    </message>
    <message>
        <source>All of them are kept already.</source>
        <translation>已全部保留。</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>已保留</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>the old camera</source>
        <translation>旧相机</translation>
    </message>
    <message>
        <source>the new camera</source>
        <translation>新相机</translation>
    </message>
    <message>
        <source>1 picture of %2 can&apos;t be read</source>
        <translation>%2有 1 张图片无法读取</translation>
    </message>
    <message>
        <source>%1 pictures of %2 can&apos;t be read</source>
        <translation>%2有 %1 张图片无法读取</translation>
    </message>
    <message>
        <source>They take no part by themselves; there is nothing to do.</source>
        <translation>它们自动不参与；无需处理。</translation>
    </message>
    <message>
        <source>1 picture of %2 is also among the pictures to label</source>
        <translation>%2有 1 张图片也在待标注图片中</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are also among the pictures to label</source>
        <translation>%2有 %1 张图片也在待标注图片中</translation>
    </message>
    <message>
        <source>The program would learn them by heart and look better than it is.</source>
        <translation>程序会死记它们，显得比实际更好。</translation>
    </message>
    <message>
        <source>1 picture of %2 is there twice</source>
        <translation>%2有 1 张图片重复</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are copies of others</source>
        <translation>%2有 %1 张图片是其他图片的副本</translation>
    </message>
    <message>
        <source>A copy counts twice without showing anything new. The first of each stays.</source>
        <translation>副本重复计数却没有新内容。每组保留第一张。</translation>
    </message>
    <message>
        <source>1 picture of %2 is nearly the same as another</source>
        <translation>%2有 1 张图片与另一张几乎相同</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are nearly the same as others</source>
        <translation>%2有 %1 张图片与其他图片几乎相同</translation>
    </message>
    <message>
        <source>Shots of the same moment teach little. Keep them if they show different parts.</source>
        <translation>同一时刻的照片作用不大。若拍的是不同零件请保留。</translation>
    </message>
    <message>
        <source>1 picture of %2 is blurred</source>
        <translation>%2有 1 张图片模糊</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are blurred</source>
        <translation>%2有 %1 张图片模糊</translation>
    </message>
    <message>
        <source>What can&apos;t be seen can&apos;t be named; the machine would have to guess.</source>
        <translation>看不清就无法标注；机器只能猜测。</translation>
    </message>
    <message>
        <source>1 picture of %2 is too dark or too bright</source>
        <translation>%2有 1 张图片过暗或过亮</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are too dark or too bright</source>
        <translation>%2有 %1 张图片过暗或过亮</translation>
    </message>
    <message>
        <source>1 picture of %2 shows nothing</source>
        <translation>%2有 1 张图片上没有内容</translation>
    </message>
    <message>
        <source>%1 pictures of %2 show nothing</source>
        <translation>%2有 %1 张图片上没有内容</translation>
    </message>
    <message>
        <source>One plain tone, or noise alone. Whatever name they get would be a guess.</source>
        <translation>只有单一色调或噪声；给出的任何标签都只是猜测。</translation>
    </message>
    <message>
        <source>Most of %2 shows nothing: 1 picture is black, white or plain</source>
        <translation>%2的图片大多没有内容：1 张为全黑、全白或单色</translation>
    </message>
    <message>
        <source>Most of %2 shows nothing: %1 pictures are black, white or plain</source>
        <translation>%2的图片大多没有内容：%1 张为全黑、全白或单色</translation>
    </message>
    <message>
        <source>Look at camera and light, and whether it is the right folder, before the run.</source>
        <translation>运行前请检查相机和光源，并确认文件夹是否正确。</translation>
    </message>
    <message>
        <source>1 file of %2 holds more than one picture</source>
        <translation>%2有 1 个文件包含多张图片</translation>
    </message>
    <message>
        <source>%1 files of %2 hold more than one picture</source>
        <translation>%2有 %1 个文件包含多张图片</translation>
    </message>
    <message>
        <source>1 picture of %2 uses hardly any of the levels from black to white</source>
        <translation>%2有 1 张图片几乎没有用到黑白之间的灰度级</translation>
    </message>
    <message>
        <source>%1 pictures of %2 use hardly any of the levels from black to white</source>
        <translation>%2有 %1 张图片几乎没有用到黑白之间的灰度级</translation>
    </message>
    <message>
        <source>Little can be told apart in them. Other light or settings of the camera help.</source>
        <translation>图中难以分辨细节；调整光照或相机设置会有帮助。</translation>
    </message>
    <message>
        <source>Only the first picture of a file counts. Save the others separately if needed.</source>
        <translation>每个文件只使用第一张图片；如需其余图片，请另存为单独的文件。</translation>
    </message>
    <message>
        <source>1 picture of %2 is in a class with very few pictures</source>
        <translation>%2有 1 张图片所在类别图片极少</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are in classes with very few pictures</source>
        <translation>%2有 %1 张图片所在类别图片极少</translation>
    </message>
    <message>
        <source>Few examples are hard to learn from. Add pictures of these classes if you can.</source>
        <translation>样本太少难以学习。如有可能请补充这些类别的图片。</translation>
    </message>
    <message>
        <source>1 picture of %2 has another size or shape than the rest</source>
        <translation>%2有 1 张图片尺寸或形状与其余不同</translation>
    </message>
    <message>
        <source>%1 pictures of %2 have another size or shape than the rest</source>
        <translation>%2有 %1 张图片尺寸或形状与其余不同</translation>
    </message>
    <message>
        <source>Another size often means another camera. See whether they belong here.</source>
        <translation>尺寸不同往往意味着来自另一台相机。请确认是否属于这里。</translation>
    </message>
    <message>
        <source>1 picture of %2 is stored with another range of values</source>
        <translation>%2有 1 张图片的数值范围不同</translation>
    </message>
    <message>
        <source>%1 pictures of %2 are stored with another range of values</source>
        <translation>%2有 %1 张图片的数值范围不同</translation>
    </message>
    <message>
        <source>White is another number there. See whether they look right, then keep them.</source>
        <translation>其中白色的数值不同。看上去正常就保留。</translation>
    </message>
    <message>
        <source>1 picture of %2 has other colours than the old camera&apos;s</source>
        <translation>%2有 1 张图片的颜色与旧相机不同</translation>
    </message>
    <message>
        <source>%1 pictures of %2 have other colours than the old camera&apos;s</source>
        <translation>%2有 %1 张图片的颜色与旧相机不同</translation>
    </message>
    <message>
        <source>A strong change of light or colour makes the first names worse.</source>
        <translation>光线或颜色变化大时，最初的标注会较差。</translation>
    </message>
</context>
<context>
    <name>Folders</name>
    <message>
        <source>“%1” is a single file, not a folder.</source>
        <translation>“%1”是单个文件，不是文件夹。</translation>
    </message>
    <message>
        <source>“%1” is an archive; pictures can&apos;t be read from it.</source>
        <translation>“%1”是压缩包，无法从中读取图片。</translation>
    </message>
    <message>
        <source>Unpack it first, then choose the folder that comes out.</source>
        <translation>请先解压，再选择解压后的文件夹。</translation>
    </message>
    <message>
        <source>With fewer than %1 pictures nothing can be learnt of the new camera: look at each of the names.</source>
        <translation>图片少于 %1 张时无法学习新相机的情况：请逐张复核标签。</translation>
    </message>
    <message>
        <source>Choose the folder it lies in, or a CSV list with the columns path,label.</source>
        <translation>请选择它所在的文件夹，或含 path,label 两列的 CSV 列表。</translation>
    </message>
    <message>
        <source>Choose the folder it lies in.</source>
        <translation>请选择它所在的文件夹。</translation>
    </message>
    <message>
        <source>The two folders are the wrong way round.</source>
        <translation>两个文件夹放反了。</translation>
    </message>
    <message>
        <source>“%1” is sorted into class folders and this one is not.</source>
        <translation>“%1”按类别分了文件夹，而这一个没有。</translation>
    </message>
    <message>
        <source>The pictures in “%1” are not sorted into class folders.</source>
        <translation>“%1”中的图片没有按类别分文件夹。</translation>
    </message>
    <message>
        <source>It needs one sub-folder for each class. If these are the pictures to label, put them on the other side.</source>
        <translation>每类需要一个子文件夹。如果这些是待标注图片，请放到另一侧。</translation>
    </message>
    <message>
        <source>This is the same folder as on the other side.</source>
        <translation>这与另一侧是同一个文件夹。</translation>
    </message>
    <message>
        <source>This folder lies inside the one on the other side.</source>
        <translation>这个文件夹在另一侧的文件夹里面。</translation>
    </message>
    <message>
        <source>This folder holds the one on the other side.</source>
        <translation>这个文件夹包含另一侧的文件夹。</translation>
    </message>
    <message>
        <source>Links put %1 pictures into this folder and into the one on the other side.</source>
        <translation>由于链接，有 %1 张图片同时在此文件夹和另一侧的文件夹中。</translation>
    </message>
    <message>
        <source>Which folders are the classes?</source>
        <translation>哪些文件夹是类别？</translation>
    </message>
    <message>
        <source>The first folders hold sub-folders of the same names, so that they may be parts of one set of pictures.</source>
        <translation>第一层文件夹里有同名的子文件夹，因此它们也可能只是同一数据集的几个部分。</translation>
    </message>
    <message>
        <source>%1 pictures of this list lie in the folder on the other side, too.</source>
        <translation>此列表中有 %1 张图片也在另一侧的文件夹中。</translation>
    </message>
    <message>
        <source>Each camera needs a folder of its own, beside the other.</source>
        <translation>每台相机需要各自独立的文件夹。</translation>
    </message>
</context>
<context>
    <name>FoldersPage</name>
    <message>
        <source>Both sides have a folder already.</source>
        <translation>两侧都已有文件夹。</translation>
    </message>
    <message>
        <source>Drop it on the side it is for.</source>
        <translation>请拖到对应的一侧。</translation>
    </message>
    <message>
        <source>%1 and %2 pictures</source>
        <translation>%1 和 %2 张图片</translation>
    </message>
    <message>
        <source>Which pictures?</source>
        <translation>用哪些图片？</translation>
    </message>
    <message>
        <source>The old camera&apos;s pictures teach; the new camera&apos;s pictures get their names.</source>
        <translation>旧相机的图片用于学习；新相机的图片将获得标签。</translation>
    </message>
    <message>
        <source>Go on to Check</source>
        <translation>前往检查</translation>
    </message>
    <message>
        <source>That is more than two folders.</source>
        <translation>文件夹多于两个。</translation>
    </message>
    <message>
        <source>Drop one folder on each side.</source>
        <translation>请每侧拖入一个文件夹。</translation>
    </message>
    <message>
        <source>Choose both folders first.</source>
        <translation>请先选择两个文件夹。</translation>
    </message>
    <message>
        <source>Put right first what is said above.</source>
        <translation>请先处理上面提示的问题。</translation>
    </message>
    <message>
        <source>The pictures are still being counted.</source>
        <translation>仍在统计图片。</translation>
    </message>
    <message>
        <source>Say where the project is to be kept.</source>
        <translation>请指定项目保存位置。</translation>
    </message>
    <message>
        <source>The project can&apos;t lie inside a folder of pictures.</source>
        <translation>项目不能放在图片文件夹里面。</translation>
    </message>
    <message>
        <source>The old camera&apos;s pictures are not where they were.</source>
        <translation>旧相机的图片不在原来的位置。</translation>
    </message>
    <message>
        <source>The new camera&apos;s pictures are not where they were.</source>
        <translation>新相机的图片不在原来的位置。</translation>
    </message>
    <message>
        <source>What needs no picture still works.</source>
        <translation>不需要图片的功能照常可用。</translation>
    </message>
    <message>
        <source>Where are they now?</source>
        <translation>它们现在在哪里？</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>high</source>
        <translation>高置信度</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>改判</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低置信度</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>no label yet</source>
        <translation>尚无标签</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>you cannot tell</source>
        <translation>您无法判断</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>distance %1</source>
        <translation>距离 %1</translation>
    </message>
    <message>
        <source>ask somebody: %1</source>
        <translation>待请教：%1</translation>
    </message>
    <message>
        <source>ask somebody</source>
        <translation>待请教</translation>
    </message>
    <message>
        <source>moved from %1, the classifier&apos;s name, to %2</source>
        <translation>由分类器给出的 %1 改为 %2</translation>
    </message>
    <message>
        <source>entropy %1</source>
        <translation>信息熵 %1</translation>
    </message>
    <message>
        <source>margin %1</source>
        <translation>间隔 %1</translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation>概率 %1</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>GuaranteeCurve</name>
    <message>
        <source>labels taken, the least doubtful first</source>
        <translation>采用的标签数（最可靠的在前）</translation>
    </message>
    <message>
        <source>at most wrong</source>
        <translation>错误上限</translation>
    </message>
    <message>
        <source>Most that is wrong, by labels taken</source>
        <translation>错误比例上限随采用标签数的变化</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Guide</source>
        <translation>操作指南</translation>
    </message>
    <message>
        <source>Sections of the guide</source>
        <translation>指南目录</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>New here?</source>
        <translation>第一次使用？</translation>
    </message>
    <message>
        <source>A tour of two minutes on made-up pictures shows all steps. It is in the menu Help, too.</source>
        <translation>用演示图片走一遍全部步骤，只需两分钟。以后也可以从“帮助”菜单打开。</translation>
    </message>
    <message>
        <source>Start the tour</source>
        <translation>开始导览</translation>
    </message>
</context>
<context>
    <name>HelpButton</name>
    <message>
        <source>What is this page? Read about it in the guide.</source>
        <translation>这一页是做什么的？在指南中查看。</translation>
    </message>
</context>
<context>
    <name>HistoryList</name>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
</context>
<context>
    <name>Image</name>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>%1, sure</source>
        <translation>%1，确定</translation>
    </message>
    <message>
        <source>%1, moved</source>
        <translation>%1，改判</translation>
    </message>
    <message>
        <source>%1, not sure</source>
        <translation>%1，不确定</translation>
    </message>
    <message>
        <source>a problem</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>%1, high confidence</source>
        <translation>%1，高置信度</translation>
    </message>
    <message>
        <source>%1, low confidence</source>
        <translation>%1，低置信度</translation>
    </message>
    <message>
        <source>%1, set aside</source>
        <translation>%1，已排除</translation>
    </message>
    <message>
        <source>no name yet</source>
        <translation>尚无标签</translation>
    </message>
    <message>
        <source>%1, you cannot tell</source>
        <translation>%1，您拿不准</translation>
    </message>
    <message>
        <source>%1, decided</source>
        <translation>%1，已决定</translation>
    </message>
    <message>
        <source>%1, unlike all</source>
        <translation>%1，都不像</translation>
    </message>
    <message>
        <source>Set aside on the page Check; it takes no part in training.</source>
        <translation>已在“检查”页排除；不参与训练。</translation>
    </message>
    <message>
        <source>This file can&apos;t be used: %1.</source>
        <translation>无法使用此文件：%1。</translation>
    </message>
    <message>
        <source>The first round will name it.</source>
        <translation>第一轮会为它标注。</translation>
    </message>
    <message>
        <source>Moved from %1 to %2 because it lies nearer to the pictures of %2.</source>
        <translation>由 %1 改为 %2，因为它离 %2 的图片更近。</translation>
    </message>
    <message>
        <source>The new model&apos;s classifier says %1; all ways of naming it together say %2.</source>
        <translation>新模型的分类器说是 %1；各种标注方法综合起来说是 %2。</translation>
    </message>
    <message>
        <source>Looks like %1; among the lowest entropies of its class.</source>
        <translation>看起来像 %1；信息熵在该类别中较低。</translation>
    </message>
    <message>
        <source>Set aside as a copy of %1; it leaves with the name of that picture.</source>
        <translation>已作为 %1 的副本排除；导出时沿用该图片的标签。</translation>
    </message>
    <message>
        <source>Unlike everything the old camera showed; %1 is only the nearest name.</source>
        <translation>与旧相机拍到的所有图片都不像；“%1”只是最接近的标签。</translation>
    </message>
    <message>
        <source>%1 of %2 ways of naming this picture say %3.</source>
        <translation>%2 种标注方法中有 %1 种说这张图片是 %3。</translation>
    </message>
    <message>
        <source>the first word of the network that learned the old camera</source>
        <translation>学过旧相机的模型的初次判断</translation>
    </message>
    <message>
        <source>its features lie nearer to the pictures of %1 than to those of %2</source>
        <translation>它的特征离 %1 的图片比离 %2 的更近</translation>
    </message>
    <message>
        <source>the classifier now says %1 by itself</source>
        <translation>分类器现在自己判为 %1</translation>
    </message>
    <message>
        <source>the classifier changed its mind after training on both cameras</source>
        <translation>用两台相机训练后，分类器改变了判断</translation>
    </message>
    <message>
        <source>Lies nearest to the pictures of %1; all ways of naming it together say %2.</source>
        <translation>最接近 %1 的图片；各种标注方法综合起来说是 %2。</translation>
    </message>
    <message>
        <source>Nearly as close to the pictures of %1 as to those of %2.</source>
        <translation>离 %1 的图片与离 %2 的几乎一样近。</translation>
    </message>
    <message>
        <source>Looks most like %2, then like %1; the network is not sure.</source>
        <translation>最像 %2，其次像 %1；模型不确定。</translation>
    </message>
    <message>
        <source>Looks most like %2; the network is not sure.</source>
        <translation>最像 %2；模型不确定。</translation>
    </message>
    <message>
        <source>You said: it belongs to no class of the old camera.</source>
        <translation>您说：它不属于旧相机的任何类别。</translation>
    </message>
    <message>
        <source>You said: not sure. The machine&apos;s name stays.</source>
        <translation>您说：拿不准。保留机器给出的标签。</translation>
    </message>
    <message>
        <source>You said: %1. Nothing known before pointed there; if it is right, say it once more.</source>
        <translation>您说：%1。此前没有任何迹象指向它；若没有说错，请再说一次。</translation>
    </message>
    <message>
        <source>You said: %1. No round changes that.</source>
        <translation>您说：%1。任何轮次都不会改变。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Bring decisions in</source>
        <translation>导入决定</translation>
    </message>
    <message>
        <source>Labels, Label Studio or labelme (*.csv *.json *.tsv *.txt)</source>
        <translation>标签、Label Studio 或 labelme (*.csv *.json *.tsv *.txt)</translation>
    </message>
    <message>
        <source>%1 decisions brought in from %2</source>
        <translation>已从 %2 导入 %1 个决定</translation>
    </message>
    <message>
        <source>One decision brought in from %2</source>
        <translation>已从 %2 导入 1 个决定</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>the file says %1</source>
        <translation>文件中有不同的说法：%1</translation>
    </message>
    <message>
        <source>no such picture in this project</source>
        <translation>此项目中没有这张图片</translation>
    </message>
    <message>
        <source>no class is called “%1”</source>
        <translation>没有名为“%1”的类别</translation>
    </message>
    <message>
        <source>perhaps another model&apos;s word</source>
        <translation>可能是另一个模型给出的标签</translation>
    </message>
    <message>
        <source>Decisions from %1</source>
        <translation>来自 %1 的决定</translation>
    </message>
    <message>
        <source>Reading the file and comparing it with your decisions…</source>
        <translation>正在读取文件，并与您的决定比较…</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Take the file&apos;s</source>
        <translation>采用文件的</translation>
    </message>
    <message>
        <source>You decided otherwise</source>
        <translation>与您的决定不同</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>不导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Change nothing. (Esc)</source>
        <translation>什么都不改。(Esc)</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>您的决定</translation>
    </message>
    <message>
        <source>The file&apos;s</source>
        <translation>文件中的</translation>
    </message>
    <message>
        <source>Picture in the file</source>
        <translation>文件中的图片</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>new decisions</source>
        <translation>新的决定</translation>
    </message>
    <message>
        <source>the same as yours</source>
        <translation>与您的相同</translation>
    </message>
    <message>
        <source>you decided otherwise</source>
        <translation>与您的不同</translation>
    </message>
    <message>
        <source>without a person&apos;s word</source>
        <translation>没有人工判断</translation>
    </message>
    <message>
        <source>Pictures that are not in this project: %1.</source>
        <translation>不在此项目中的图片：%1 张。</translation>
    </message>
    <message>
        <source>Names that are no class here: %1.</source>
        <translation>此项目没有的类别名称：%1 个。</translation>
    </message>
    <message>
        <source>In Review, “Name a new class…” makes a class; then bring the file in again.</source>
        <translation>在“复核”中用“命名新类别…”建立类别，然后再导入此文件。</translation>
    </message>
    <message>
        <source>Lines of another model: %1. Nothing in them tells whether a person gave the name.</source>
        <translation>另一个模型的行：%1。从中看不出标签是否由人给出。</translation>
    </message>
    <message>
        <source>Pictures of which the file says two things: %1. Decide these yourself.</source>
        <translation>文件中说法不一的图片：%1 张。请您自己决定。</translation>
    </message>
    <message>
        <source>Lines that are empty, or hold the name the machine gave itself.</source>
        <translation>标签为空，或只是机器自己给出的标签的行。</translation>
    </message>
    <message>
        <source>The paths are another computer&apos;s. They were matched by their last parts alone: %1.</source>
        <translation>路径来自另一台计算机，仅按路径末尾的 %1 级进行匹配。</translation>
    </message>
    <message>
        <source>The paths are another computer&apos;s: “%1” there was taken for “%2” here.</source>
        <translation>路径来自另一台计算机：那里的“%1”对应这里的“%2”。</translation>
    </message>
    <message>
        <source>Bring in one decision</source>
        <translation>导入 1 个决定</translation>
    </message>
    <message>
        <source>Bring in %1 decisions</source>
        <translation>导入 %1 个决定</translation>
    </message>
    <message>
        <source>One step: Undo takes all of it back.</source>
        <translation>作为一步导入：撤销即可全部收回。</translation>
    </message>
    <message>
        <source>Nothing is new, and where the file differs you keep your own.</source>
        <translation>没有新的决定；不同之处保留您自己的决定。</translation>
    </message>
    <message>
        <source>All that the file says is in the project already.</source>
        <translation>文件中的决定，项目里都已有了。</translation>
    </message>
    <message>
        <source>Nothing in the file fits this project.</source>
        <translation>文件中没有与此项目相符的内容。</translation>
    </message>
    <message>
        <source>Nobody has decided anything in this file.</source>
        <translation>此文件中没有人做出的决定。</translation>
    </message>
</context>
<context>
    <name>InspectorContent</name>
    <message>
        <source>The current picture</source>
        <translation>当前图片</translation>
    </message>
    <message>
        <source>What the network says</source>
        <translation>模型的判断</translation>
    </message>
    <message>
        <source>Most alike, labelled (old camera)</source>
        <translation>最相似（旧相机已标注）</translation>
    </message>
    <message>
        <source>What each round called it</source>
        <translation>各轮给出的标签</translation>
    </message>
    <message>
        <source>Most alike, high confidence</source>
        <translation>最相似的高置信度图片</translation>
    </message>
    <message>
        <source>Nearness as bar, distance as number</source>
        <translation>条形越长越近，数字为距离</translation>
    </message>
    <message>
        <source>The longer the bar, the nearer the mean of the class&apos;s high-confidence pictures</source>
        <translation>条越长，离该类别高置信度图片的均值越近</translation>
    </message>
    <message>
        <source>Large picture</source>
        <translation>大图</translation>
    </message>
    <message>
        <source>Look closer (I)</source>
        <translation>看大图（I）</translation>
    </message>
    <message>
        <source>Here stands what is known of a picture once you choose one.</source>
        <translation>选择图片后，这里显示它的信息。</translation>
    </message>
    <message>
        <source>Decided by %1, %2</source>
        <translation>由 %1 决定，%2</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>全部 %1</translation>
    </message>
    <message>
        <source>Nearest only</source>
        <translation>只看最近的</translation>
    </message>
    <message>
        <source>How many classes show</source>
        <translation>显示多少类别</translation>
    </message>
</context>
<context>
    <name>JobField</name>
    <message>
        <source>A project keeps its folders; make a new project for others.</source>
        <translation>项目的文件夹不能更改；要用其他文件夹，请新建项目。</translation>
    </message>
</context>
<context>
    <name>JobForm</name>
    <message>
        <source>How long it learns</source>
        <translation>学习时长</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>High confidence</source>
        <translation>高置信度</translation>
    </message>
    <message>
        <source>How far it follows the new camera</source>
        <translation>依从新相机的程度</translation>
    </message>
    <message>
        <source>Pictures that are alike</source>
        <translation>相似的图片</translation>
    </message>
    <message>
        <source>Learning rates</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复预设</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>高级设置</translation>
    </message>
    <message>
        <source>“%1” can&apos;t be. %2</source>
        <translation>“%1”不可用。%2</translation>
    </message>
    <message>
        <source>The preset has %1.</source>
        <translation>预设值为 %1。</translation>
    </message>
    <message>
        <source>Nothing differs from the preset.</source>
        <translation>与预设完全一致。</translation>
    </message>
    <message>
        <source>%1 settings differ from the preset; they are marked with ●.</source>
        <translation>有 %1 项设置与预设不同，以 ● 标记。</translation>
    </message>
    <message>
        <source>All settings are the preset&apos;s. Hover a name for what it does.</source>
        <translation>所有设置均为预设值。将鼠标停在名称上查看说明。</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>Go to the picture beside</source>
        <translation>转到相邻的图片</translation>
    </message>
    <message>
        <source>Select on the way there</source>
        <translation>移动并选中沿途图片</translation>
    </message>
    <message>
        <source>Go a page further, to the first or to the last</source>
        <translation>翻页、转到第一张或最后一张</translation>
    </message>
    <message>
        <source>List of keys</source>
        <translation>按键列表</translation>
    </message>
    <message>
        <source>Save to print…</source>
        <translation>存为打印页…</translation>
    </message>
    <message>
        <source>Write the list as a PDF file.</source>
        <translation>将列表存为 PDF 文件。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Save to print</source>
        <translation>存为打印页</translation>
    </message>
    <message>
        <source>Among the pictures</source>
        <translation>在图片之间</translation>
    </message>
</context>
<context>
    <name>KnownPopup</name>
    <message>
        <source>Most alike of the old camera</source>
        <translation>旧相机中最相似的图片</translation>
    </message>
</context>
<context>
    <name>LabelsCard</name>
    <message>
        <source>All pictures</source>
        <translation>全部图片</translation>
    </message>
    <message>
        <source>Guaranteed only</source>
        <translation>仅有保证的</translation>
    </message>
    <message>
        <source>Decided by you only</source>
        <translation>仅您决定的</translation>
    </message>
    <message>
        <source>High confidence only</source>
        <translation>仅高置信度</translation>
    </message>
    <message>
        <source>Low confidence only</source>
        <translation>仅低置信度</translation>
    </message>
    <message>
        <source>Moved only</source>
        <translation>仅被改判的</translation>
    </message>
    <message>
        <source>Copy the pictures</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Hard links</source>
        <translation>硬链接</translation>
    </message>
    <message>
        <source>Symbolic links</source>
        <translation>符号链接</translation>
    </message>
    <message>
        <source>Adapted labels</source>
        <translation>适应后的标签</translation>
    </message>
    <message>
        <source>The old model&apos;s labels</source>
        <translation>旧模型的标签</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Removing what was written…</source>
        <translation>正在清除已写出的内容…</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Save the labels…</source>
        <translation>保存标签…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Which pictures</source>
        <translation>哪些图片</translation>
    </message>
    <message>
        <source>Which class</source>
        <translation>哪个类别</translation>
    </message>
    <message>
        <source>Whose labels</source>
        <translation>谁的标签</translation>
    </message>
    <message>
        <source>How the pictures go along</source>
        <translation>图片如何随同导出</translation>
    </message>
</context>
<context>
    <name>LaterPictures</name>
    <message>
        <source>%1 pictures, %2 of them decided by you</source>
        <translation>%1 张图片，其中您已决定 %2 张</translation>
    </message>
    <message>
        <source>Low confidence only (%1)</source>
        <translation>只看低置信度（%1）</translation>
    </message>
    <message>
        <source>Show only the pictures that the model names with low confidence</source>
        <translation>只显示模型标注为低置信度的图片</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Adapt again with these</source>
        <translation>用这些图片重新适应</translation>
    </message>
    <message>
        <source>Go on from this model with these pictures, in a new project that knows your decisions</source>
        <translation>从此模型出发，用这些图片在新项目中继续；新项目会采用您的决定</translation>
    </message>
    <message>
        <source>What you say is kept in %1, beside the labels.</source>
        <translation>您的决定保存在标签文件旁的 %1 中。</translation>
    </message>
    <message>
        <source>All that show are decided.</source>
        <translation>显示的图片都已决定。</translation>
    </message>
    <message>
        <source>Adapt again with them, or go back.</source>
        <translation>可以用它们重新适应，或返回。</translation>
    </message>
</context>
<context>
    <name>LearningStrip</name>
    <message>
        <source>What your answers teach</source>
        <translation>您的回答带来的变化</translation>
    </message>
    <message>
        <source>Of all names, once they follow your answers</source>
        <translation>指采用新标签之后全部标签中正确的比例</translation>
    </message>
    <message>
        <source>An order of magnitude, no bound: so many, the most doubtful first, if an answer taught nothing about the other pictures; more if mistakes are left that look certain.</source>
        <translation>只是数量级，并非上限：假如回答对其他图片毫无帮助，从最存疑的看起，还要看这么多张；如果还有看似确定的错误，则要更多。</translation>
    </message>
    <message>
        <source>One name changed</source>
        <translation>1 个标签有变</translation>
    </message>
    <message>
        <source>%1 names changed</source>
        <translation>%1 个标签有变</translation>
    </message>
    <message>
        <source>Show what is sure now</source>
        <translation>显示目前可以确定的</translation>
    </message>
    <message>
        <source>By your answers; nothing changes before you take the new names</source>
        <translation>根据您的回答得出；在您采用之前，什么都不会变</translation>
    </message>
    <message>
        <source>An audit counts for the names that show.</source>
        <translation>抽检针对的是现在显示的标签。</translation>
    </message>
    <message>
        <source>With new names its guarantee ends; how many are right is known all the same.</source>
        <translation>采用新标签后保证失效；正确率仍然可知。</translation>
    </message>
    <message>
        <source>Take the new names</source>
        <translation>采用新标签</translation>
    </message>
    <message>
        <source>After %1 answers: about %2 right</source>
        <translation>%1 个回答后：约 %2 正确</translation>
    </message>
    <message>
        <source>After one more answer it says about how many names are right</source>
        <translation>再回答 1 张，就会显示大约有多少标签正确</translation>
    </message>
    <message>
        <source>After %1 more answers it says about how many names are right</source>
        <translation>再回答 %1 张，就会显示大约有多少标签正确</translation>
    </message>
    <message>
        <source>perhaps about one more until %1</source>
        <translation>可能还要看约 1 张才到 %1</translation>
    </message>
    <message>
        <source>perhaps about %1 more until %2</source>
        <translation>可能还要看约 %1 张才到 %2</translation>
    </message>
    <message>
        <source>The names stay, since the audit counts for them: F5 ends its guarantee.</source>
        <translation>抽检针对的是现在的标签，因此标签不变；按 F5 采用新标签会使保证失效。</translation>
    </message>
    <message>
        <source>From the answers so far; only an audit makes it a promise.</source>
        <translation>根据目前的回答估计；只有抽检才能作出保证。</translation>
    </message>
    <message>
        <source>Each answer teaches other names too; N goes to the picture that teaches most.</source>
        <translation>每个回答也会改进其他标签；按 N 转到最有帮助的图片。</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Work is going on in this project.</source>
        <translation>此项目中有任务正在进行。</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>仍然关闭</translation>
    </message>
</context>
<context>
    <name>LiveView</name>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Share of pictures</source>
        <translation>图片占比</translation>
    </message>
    <message>
        <source>old camera</source>
        <translation>旧相机</translation>
    </message>
    <message>
        <source>new camera</source>
        <translation>新相机</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高置信度</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低置信度</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>改判</translation>
    </message>
</context>
<context>
    <name>Loupe</name>
    <message>
        <source>The labelled picture of the old camera that is most like this one, at the same scale</source>
        <translation>旧相机已标注图片中与此图最相似的一张，比例相同</translation>
    </message>
    <message>
        <source>Old camera</source>
        <translation>旧相机</translation>
    </message>
    <message>
        <source>The most alike picture of the old camera</source>
        <translation>旧相机中最相似的图片</translation>
    </message>
    <message>
        <source>Looking for the old camera&apos;s most alike …</source>
        <translation>正在查找旧相机中最相似的图片……</translation>
    </message>
    <message>
        <source>Old camera: %1</source>
        <translation>旧相机：%1</translation>
    </message>
    <message>
        <source>No picture of the old camera is known to be like it.</source>
        <translation>未找到旧相机中与其相似的图片。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>New project</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>It holds log, versions and settings, and no picture; look into it before you send it.</source>
        <translation>其中有日志、版本和设置，没有图片；发送前可先查看。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>This works on another page.</source>
        <translation>此命令在其他页面可用。</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>请先打开一个项目。</translation>
    </message>
    <message>
        <source>The new camera&apos;s pictures are not read yet: press Start in Run first.</source>
        <translation>还没有读取新相机的图片：请先在“运行”中按“开始”。</translation>
    </message>
    <message>
        <source>There are no classes to change before the first round.</source>
        <translation>第一轮完成之前没有可更改的类别。</translation>
    </message>
    <message>
        <source>Choose the two folders first.</source>
        <translation>请先选择两个文件夹。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Report (*.zip)</source>
        <translation>报告 (*.zip)</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>Map of the pictures; plus and minus zoom, the arrows move</source>
        <translation>图片分布图；加减号缩放，方向键移动</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>At once: the two directions in which the features differ most</source>
        <translation>立即显示：特征差异最大的两个方向</translation>
    </message>
    <message>
        <source>Keeps neighbours together; may take some minutes</source>
        <translation>保持近邻相聚；可能需要几分钟</translation>
    </message>
    <message>
        <source>Draws groups apart; may take some minutes</source>
        <translation>将各组拉开；可能需要几分钟</translation>
    </message>
    <message>
        <source>Colours: state</source>
        <translation>颜色：状态</translation>
    </message>
    <message>
        <source>Colours: class</source>
        <translation>颜色：类别</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>All points in view (Home)</source>
        <translation>显示所有点（Home）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress of the map</source>
        <translation>分布图进度</translation>
    </message>
    <message>
        <source>Laying the pictures out …</source>
        <translation>正在排布图片……</translation>
    </message>
    <message>
        <source>See the %1 picked</source>
        <translation>查看所选的 %1 张</translation>
    </message>
    <message>
        <source>Draw a line around points to pick them; click one to see it. The wheel zooms, a right drag moves.</source>
        <translation>圈选点以选中；单击查看。滚轮缩放，右键拖动平移。</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Save the model…</source>
        <translation>保存模型…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel saving the model</source>
        <translation>取消保存模型</translation>
    </message>
    <message>
        <source>ONNX, safetensors or a PyTorch program, compared with the run&apos;s own model; a card says how to use it.</source>
        <translation>ONNX、safetensors 或 PyTorch 程序，保存时与本次运行的模型比对；附有使用说明。</translation>
    </message>
    <message>
        <source>Cancelling; nothing will be written.</source>
        <translation>正在取消，不会写入任何文件。</translation>
    </message>
    <message>
        <source>Making the file of the model: %1</source>
        <translation>正在生成模型文件：%1</translation>
    </message>
    <message>
        <source>Comparing the file with the run&apos;s own model: %1</source>
        <translation>正在与本次运行的模型比对：%1</translation>
    </message>
</context>
<context>
    <name>MorePictures</name>
    <message>
        <source>More pictures</source>
        <translation>更多图片</translation>
    </message>
    <message>
        <source>Label a folder…</source>
        <translation>标注文件夹…</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>监视文件夹…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop labelling more pictures</source>
        <translation>停止标注更多图片</translation>
    </message>
    <message>
        <source>Look at them…</source>
        <translation>查看这些图片…</translation>
    </message>
    <message>
        <source>Show the pictures that were labelled, to correct them by the keys of Review</source>
        <translation>显示已标注的图片，用与复核相同的按键更正</translation>
    </message>
    <message>
        <source>Label the new pictures… (%1)</source>
        <translation>标注新增图片…（%1）</translation>
    </message>
    <message>
        <source>There is no model yet: let it run first.</source>
        <translation>还没有模型：请先运行。</translation>
    </message>
    <message>
        <source>Go on watching %1</source>
        <translation>继续监视 %1</translation>
    </message>
    <message>
        <source>Came to the new camera&apos;s folder since the run began, without labels yet: %1.</source>
        <translation>运行开始后新相机的文件夹中新增了 %1 张图片，尚无标签。</translation>
    </message>
    <message>
        <source>Label more pictures of the new camera with this model, at once or as they arrive.</source>
        <translation>用此模型标注新相机的更多图片：一次全部，或随到随标。</translation>
    </message>
    <message>
        <source>Labelled last: %1, into %2.</source>
        <translation>上次标注：%1，保存到 %2。</translation>
    </message>
    <message>
        <source>%1 was being watched. Its labels go on in %2, and none is made twice.</source>
        <translation>上次正在监视 %1。标签会继续写入 %2，不会重复标注。</translation>
    </message>
    <message>
        <source>Getting the model ready.</source>
        <translation>正在准备模型。</translation>
    </message>
    <message>
        <source>%1 of %2 pictures are read.</source>
        <translation>已读取 %1 / %2 张图片。</translation>
    </message>
    <message>
        <source>%1 is being watched. It is offered again next time.</source>
        <translation>正在监视 %1。下次打开时可继续监视。</translation>
    </message>
    <message>
        <source>A folder is being labelled. Its labels would not be written.</source>
        <translation>正在标注一个文件夹，关闭后标签不会写入。</translation>
    </message>
    <message>
        <source>Watching: %1 labelled, of low confidence %2, unreadable %3, waiting %4.</source>
        <translation>正在监视：已标注 %1，其中低置信度 %2，无法读取 %3，等待中 %4。</translation>
    </message>
    <message>
        <source>Folder of more pictures</source>
        <translation>更多图片所在的文件夹</translation>
    </message>
    <message>
        <source>File for the labels</source>
        <translation>标签文件</translation>
    </message>
    <message>
        <source>Labels (*.csv)</source>
        <translation>标签 (*.csv)</translation>
    </message>
    <message>
        <source>Pictures: %1, of high confidence %2, of low confidence %3, unreadable %4.</source>
        <translation>图片 %1 张：高置信度 %2 张，低置信度 %3 张，无法读取 %4 张。</translation>
    </message>
    <message>
        <source>Last: %1 is %2.</source>
        <translation>最近：%1 是 %2。</translation>
    </message>
    <message>
        <source>The folder can&apos;t be reached; it is looked for again.</source>
        <translation>无法访问该文件夹；正在重试。</translation>
    </message>
    <message>
        <source>The newest pictures are again like those that the model knows.</source>
        <translation>最新的图片又与模型所知的相符。</translation>
    </message>
</context>
<context>
    <name>MovedDialog</name>
    <message>
        <source>%1: %2 of %3 pictures looked for are there.</source>
        <translation>%1：查找的 %3 张图片中有 %2 张在这里。</translation>
    </message>
    <message>
        <source>Where are the pictures now?</source>
        <translation>图片现在在哪里？</translation>
    </message>
    <message>
        <source>They are not where this project found them. Labels and decisions are safe, and can be looked at.</source>
        <translation>图片不在项目记录的位置。标签和决定都完好，仍可查看。</translation>
    </message>
    <message>
        <source>Labelled (old camera)</source>
        <translation>已标注（旧相机）</translation>
    </message>
    <message>
        <source>To label (new camera)</source>
        <translation>待标注（新相机）</translation>
    </message>
    <message>
        <source>They were in %1</source>
        <translation>原来在 %1</translation>
    </message>
    <message>
        <source>Choose the folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Go on without them</source>
        <translation>先不管它们</translation>
    </message>
    <message>
        <source>They are here</source>
        <translation>就在这里</translation>
    </message>
    <message>
        <source>List (*.csv *.tsv *.txt)</source>
        <translation>列表 (*.csv *.tsv *.txt)</translation>
    </message>
</context>
<context>
    <name>NamedViews</name>
    <message>
        <source>Views</source>
        <translation>视图方案</translation>
    </message>
    <message>
        <source>Filters and orders that you keep under a name</source>
        <translation>以名称保存的筛选和排序</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存当前方案…</translation>
    </message>
    <message>
        <source>Remove a view</source>
        <translation>删除方案</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>%1 pictures are none of these. Are they a class of their own?</source>
        <translation>有 %1 张图片“都不是”。它们是否自成一类？</translation>
    </message>
    <message>
        <source>Putting alike pictures together …</source>
        <translation>正在归并相似的图片…</translation>
    </message>
    <message>
        <source>Group %1 of %2: %3 pictures. Ctrl+click leaves one out.</source>
        <translation>第 %1 组（共 %2 组），%3 张。Ctrl+单击可排除。</translation>
    </message>
    <message>
        <source>Group %1 of %2: one picture.</source>
        <translation>第 %1 组，共 %2 组：1 张图片。</translation>
    </message>
    <message>
        <source>Name of the new class</source>
        <translation>新类别的名称</translation>
    </message>
    <message>
        <source>Name them</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>Next group</source>
        <translation>下一组</translation>
    </message>
    <message>
        <source>Name a new class…</source>
        <translation>命名新类别…</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Name none of them and show all again</source>
        <translation>都不命名，重新显示全部</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source>Two kinds are mixed here: make two groups of them</source>
        <translation>这里混有两种：把它们分成两组</translation>
    </message>
    <message>
        <source>It is one picture</source>
        <translation>只有一张图片</translation>
    </message>
</context>
<context>
    <name>Newest</name>
    <message>
        <source>Round %1 is ready</source>
        <translation>第 %1 轮已就绪</translation>
    </message>
    <message>
        <source>Nothing moves before you take it over</source>
        <translation>您采用之前，一切不变</translation>
    </message>
</context>
<context>
    <name>NoPictures</name>
    <message>
        <source>The filter above lets none of the pictures through.</source>
        <translation>上面的筛选没有匹配任何图片。</translation>
    </message>
    <message>
        <source>No picture is like that</source>
        <translation>没有这样的图片</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>The run names them round by round; you can look at them from the first round on.</source>
        <translation>运行会逐轮标注；第一轮之后即可查看。</translation>
    </message>
    <message>
        <source>No picture has a name yet</source>
        <translation>还没有图片获得标签</translation>
    </message>
    <message>
        <source>Go to Run</source>
        <translation>前往运行</translation>
    </message>
</context>
<context>
    <name>Offer</name>
    <message>
        <source>The program draws pictures at random, and you name them without seeing its own names. From that the share of right labels follows, with its uncertainty. Confidence cannot tell: after learning it is always too high.</source>
        <translation>程序随机抽取图片，您在看不到其答案的情况下标注，由此得出正确标签的比例及其不确定度。置信度不能说明问题：学习之后总是偏高。</translation>
    </message>
    <message>
        <source>For a guarantee of</source>
        <translation>要保证</translation>
    </message>
    <message>
        <source>Pictures to draw</source>
        <translation>抽取张数</translation>
    </message>
    <message>
        <source>Draw the sample</source>
        <translation>抽取样本</translation>
    </message>
    <message>
        <source>These are all pictures: once you have named them, nothing is left to estimate.</source>
        <translation>这是全部图片：都标注之后，就没有什么需要估计了。</translation>
    </message>
    <message>
        <source>With %1 pictures: if 9 in 10 names turn out right, you know that %2 to %3 % of all are.</source>
        <translation>抽 %1 张：如果十张里有九张标签正确，就知道全部标签有 %2 至 %3 % 正确。</translation>
    </message>
    <message>
        <source>They are too few for a guarantee, which takes at least %1.</source>
        <translation>要给出保证则太少，至少需要 %1 张。</translation>
    </message>
    <message>
        <source>If none is wrong, %1 labels need no look.</source>
        <translation>如果一张也没有错，就有 %1 个标签不必再看。</translation>
    </message>
    <message>
        <source>Most come from the surest 75 %, which alone can go out unseen; the others tell the share.</source>
        <translation>大多数从最有把握的 75 % 里抽取，只有这些标签可以不看就导出；其余的用来算正确率。</translation>
    </message>
    <message>
        <source>All are drawn alike; nothing is promised before you have looked at what it leaves to you.</source>
        <translation>所有图片一样抽取；在您看完留给您的图片之前，不作任何保证。</translation>
    </message>
    <message>
        <source>Open-ended takes about half as many again, but you can go on as long as you like.</source>
        <translation>不限次数大约要多看一半的图片，但可以一直继续。</translation>
    </message>
    <message>
        <source>One look frees the most with 150 to 250 pictures; no more can be drawn after it.</source>
        <translation>看 150 到 250 张时，一次查看省得最多；之后不能再抽取。</translation>
    </message>
    <message>
        <source>All this stays as it is once the sample is drawn.</source>
        <translation>抽样之后，这些都不能再改。</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>输入您想做的事</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>符合的命令</translation>
    </message>
    <message>
        <source>No command fits.</source>
        <translation>没有符合的命令。</translation>
    </message>
</context>
<context>
    <name>PlaceRow</name>
    <message>
        <source>The project is kept in</source>
        <translation>项目保存在</translation>
    </message>
    <message>
        <source>a new folder; it takes the new camera&apos;s name once that is chosen</source>
        <translation>新文件夹；选定新相机后以其命名</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Choose where the project is kept</source>
        <translation>选择项目保存位置</translation>
    </message>
    <message>
        <source>Make the project</source>
        <translation>创建项目</translation>
    </message>
    <message>
        <source>Your pictures stay where they are and are only read.</source>
        <translation>您的图片保持原位，只读不改。</translation>
    </message>
</context>
<context>
    <name>PresetCards</name>
    <message>
        <source>measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>time not known</source>
        <translation>时间未知</translation>
    </message>
    <message>
        <source>about %1 on this computer (%2)</source>
        <translation>在本机上约需 %1（%2）</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
</context>
<context>
    <name>PromiseCard</name>
    <message>
        <source>Guarantee</source>
        <translation>保证</translation>
    </message>
    <message>
        <source>Look at the other %1</source>
        <translation>查看其余 %1 张</translation>
    </message>
    <message>
        <source>What would %1 more answers buy?</source>
        <translation>再答 %1 张会怎样？</translation>
    </message>
    <message>
        <source>Draw %1 more</source>
        <translation>再抽 %1 张</translation>
    </message>
    <message>
        <source>The labels have changed since the sample was drawn. How many are right is known all the same; a guarantee needs a new sample.</source>
        <translation>抽样之后标签有了变化。正确率仍然可知；要有保证，需重新抽样。</translation>
    </message>
    <message>
        <source>All labels were named by a person.</source>
        <translation>所有标签均由人标注。</translation>
    </message>
    <message>
        <source>It is worked out when all pictures of the sample are named.</source>
        <translation>样本中的图片全部标注后才计算。</translation>
    </message>
    <message>
        <source>No labels can be promised yet; it takes at least %1 more answers, more if some are wrong.</source>
        <translation>还不能保证任何标签；至少还需 %1 个回答，若有错误则需更多。</translation>
    </message>
    <message>
        <source>No labels can be promised: too many of those in the sample are wrong. Let it learn from the answers and draw anew.</source>
        <translation>无法保证任何标签：样本中错误过多。让程序从这些回答中学习，再重新抽样。</translation>
    </message>
    <message>
        <source>By the answers so far no labels can be promised; more answers may be enough.</source>
        <translation>凭目前的回答还不能保证任何标签；再多一些回答也许就够了。</translation>
    </message>
    <message>
        <source>%1 labels can go out unseen: they belong to %2 of which together at most %3 are wrong, %4 sure. What a person named comes on top.</source>
        <translation>%1 个标签可以不看就导出：它们属于 %2 个标签，这些标签合在一起最多 %3 有错（%4 把握）。人工标注的另计。</translation>
    </message>
    <message>
        <source>%1 labels need no look. Once you have looked at the other %5, at most %3 of all labels are wrong, %4 sure; before that nothing is promised.</source>
        <translation>%1 个标签不必看。您看完其余 %5 张后，全部标签中最多 %3 有错（%4 把握）；在此之前不作保证。</translation>
    </message>
    <message>
        <source>At most %3 of all labels are wrong, %4 sure; nobody looked at %1 of them.</source>
        <translation>全部标签中最多 %3 有错（%4 把握）；其中 %1 个没有人看过。</translation>
    </message>
    <message>
        <source>These labels were drawn from %1 times, and each time spends the risk again.</source>
        <translation>这些标签已抽样 %1 次，每次都会再用掉一份风险。</translation>
    </message>
    <message>
        <source>Most likely nothing: too many of the answers so far are wrong, or there are too few.</source>
        <translation>很可能没有帮助：目前的回答错误过多，或数量太少。</translation>
    </message>
    <message>
        <source>About %1 labels could go out then, in nine of ten cases %2 to %3.</source>
        <translation>届时约有 %1 个标签可交付，十有八九为 %2 至 %3 个。</translation>
    </message>
</context>
<context>
    <name>RangePopup</name>
    <message>
        <source>Show only pictures with</source>
        <translation>只显示图片，其</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Show only these</source>
        <translation>只显示这些</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Lowest value</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>最大值</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Worth a look: %1.</source>
        <translation>值得一看：%1。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>two classes are almost equally near, the second is %1</source>
        <translation>与两个类别几乎同样近，第二近的是 %1</translation>
    </message>
    <message>
        <source>the classifier says %1</source>
        <translation>分类器认为是 %1</translation>
    </message>
    <message>
        <source>the old model and the new one differ here: the old one says %1</source>
        <translation>新旧模型在此意见不同：旧模型说是 %1</translation>
    </message>
    <message>
        <source>the old model said %1</source>
        <translation>旧模型说是 %1</translation>
    </message>
    <message>
        <source>the ways of naming it differ, the next most likely name is %1</source>
        <translation>各种标注方法意见不一，其次可能是 %1</translation>
    </message>
    <message>
        <source>after your answers %1 is more likely</source>
        <translation>根据您的回答，更可能是 %1</translation>
    </message>
    <message>
        <source>%2 of its most alike pictures are called otherwise, mostly %1</source>
        <translation>最相似的图片中有 %2 是别的标签，多数为 %1</translation>
    </message>
    <message>
        <source>the network is undecided</source>
        <translation>模型拿不定主意</translation>
    </message>
    <message>
        <source>%2 of the pictures called so had to be corrected so far</source>
        <translation>迄今为止，标为该类的图片有 %2 需要更正</translation>
    </message>
</context>
<context>
    <name>RefineButton</name>
    <message>
        <source>Learn from decisions</source>
        <translation>从决定中学习</translation>
    </message>
    <message>
        <source>Learn from one decision</source>
        <translation>从 1 个决定中学习</translation>
    </message>
    <message>
        <source>Learn from %1 decisions</source>
        <translation>从 %1 个决定中学习</translation>
    </message>
    <message>
        <source>Two more rounds from the model as it is, with all that you decided; about %1.</source>
        <translation>在现有模型基础上再进行两轮，并纳入您的全部决定；约 %1。</translation>
    </message>
</context>
<context>
    <name>ReportWords</name>
    <message>
        <source>%1 pictures of the new camera, named by what was learnt from the old one</source>
        <translation>新相机的 %1 张图片，按从旧相机学到的知识标注</translation>
    </message>
    <message>
        <source>round %1 · as of %2 UTC</source>
        <translation>第 %1 轮 · 截至 %2 UTC</translation>
    </message>
    <message>
        <source>Right labels</source>
        <translation>正确标签</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Accuracy unknown until audited.</source>
        <translation>抽检之前准确率未知。</translation>
    </message>
    <message>
        <source>between %1 and %2, 95 % sure; from %3 answers</source>
        <translation>在 %1 与 %2 之间（95 % 置信），来自 %3 个回答</translation>
    </message>
    <message>
        <source>Right without adapting</source>
        <translation>不做适应时的正确率</translation>
    </message>
    <message>
        <source>Adapting helped: %1 to %2 points, 95 % sure.</source>
        <translation>适应有帮助：%1 至 %2 个百分点（95 % 置信）。</translation>
    </message>
    <message>
        <source>Adapting did harm: %1 to %2 points, 95 % sure.</source>
        <translation>适应有害：%1 至 %2 个百分点（95 % 置信）。</translation>
    </message>
    <message>
        <source>Adapting made no difference: as many labels are right as without.</source>
        <translation>适应没有带来差别：正确的标签与不做适应时一样多。</translation>
    </message>
    <message>
        <source>Guaranteed labels</source>
        <translation>有保证的标签</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>A guarantee needs an audit.</source>
        <translation>要有保证，需先抽检。</translation>
    </message>
    <message>
        <source>at most %1 of them together wrong, %2 sure; %3 of them unseen, %4 left to look at</source>
        <translation>合在一起最多 %1 有错（%2 置信）；其中 %3 个没有人看过，还有 %4 个要看</translation>
    </message>
    <message>
        <source>at most %1 of all labels wrong, %2 sure; %3 of them unseen</source>
        <translation>全部标签中最多 %1 有错（%2 置信）；其中 %3 个没有人看过</translation>
    </message>
    <message>
        <source>at most %1 of all labels wrong, %2 sure, once %4 are looked at; %3 need no look</source>
        <translation>看完 %4 个之后，全部标签中最多 %1 有错（%2 置信）；%3 个不必看</translation>
    </message>
    <message>
        <source>The labels changed after the draw; it takes a new sample.</source>
        <translation>抽样之后标签有了变化，需重新抽样。</translation>
    </message>
    <message>
        <source>Nothing by the answers so far; more of them may be enough.</source>
        <translation>凭目前的回答还不能保证；再多一些回答也许就够了。</translation>
    </message>
    <message>
        <source>of %1; a person looked at %2</source>
        <translation>共 %1 张；人工看了 %2 张</translation>
    </message>
    <message>
        <source>of %1; a person looked at %2; about %3 saved</source>
        <translation>共 %1 张；人工看了 %2 张；约省 %3</translation>
    </message>
    <message>
        <source>Labels saved</source>
        <translation>省下的标注</translation>
    </message>
    <message>
        <source>Old camera</source>
        <translation>旧相机</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>新相机</translation>
    </message>
    <message>
        <source>Set aside, old</source>
        <translation>搁置（旧）</translation>
    </message>
    <message>
        <source>Set aside, new</source>
        <translation>搁置（新）</translation>
    </message>
    <message>
        <source>%1 unreadable, %2 left out</source>
        <translation>%1 张无法读取，%2 张被排除</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>%2 pictures in %1</source>
        <translation>%2 张图片：%1</translation>
    </message>
    <message>
        <source>Right by the folders&apos; names</source>
        <translation>按文件夹名称的正确率</translation>
    </message>
    <message>
        <source>Moved by their prototype</source>
        <translation>按类原型改名</translation>
    </message>
    <message>
        <source>Not the classifier&apos;s name</source>
        <translation>标签与分类器不同</translation>
    </message>
    <message>
        <source>Right as saved, with decisions</source>
        <translation>导出后的正确率（含人工决定）</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>适应前后</translation>
    </message>
    <message>
        <source>chosen by device</source>
        <translation>由设备决定</translation>
    </message>
    <message>
        <source>head</source>
        <translation>仅分类头</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>default, on the patent&apos;s steps S1-S6</source>
        <translation>默认（基于专利步骤 S1-S6）</translation>
    </message>
    <message>
        <source>the patent&apos;s text</source>
        <translation>专利原文</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Named by</source>
        <translation>标注方式</translation>
    </message>
    <message>
        <source>Refined</source>
        <translation>继续改进</translation>
    </message>
    <message>
        <source>rounds %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Method and settings</source>
        <translation>方法与设置</translation>
    </message>
    <message>
        <source>Answers changed, names seen</source>
        <translation>看过标签后更改的回答</translation>
    </message>
    <message>
        <source>Intervals: stratified estimate, Wilson&apos;s interval at the effective sample size. Guarantee: exact test, of the labels together and not of each. The right and wrong pictures are of the random sample only.</source>
        <translation>区间：分层估计，按有效样本量的 Wilson 区间。保证：精确检验，针对这些标签的整体，而不是每一个。正确和错误的图片只取自随机样本。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>so far between %1 and %2, 95 % sure; from %3 of %4 answers</source>
        <translation>目前在 %1 与 %2 之间（95 % 置信），已回答 %3 个，共 %4 个</translation>
    </message>
    <message>
        <source>Whether adapting helped can&apos;t be told: %1 to %2 points.</source>
        <translation>无法判断适应是否有帮助：%1 至 %2 个百分点。</translation>
    </message>
    <message>
        <source>%1 unreadable, %2 left out, %3 of these as copies with the name of their picture</source>
        <translation>%1 张无法读取，%2 张被排除，其中 %3 张是副本，沿用原图的标签</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>own settings</source>
        <translation>自定义设置</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Feature extractor</source>
        <translation>特征提取模型</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练范围</translation>
    </message>
    <message>
        <source>Distance, weight</source>
        <translation>距离、权重</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Other settings, not the default:</source>
        <translation>其他设置（与默认不同）：</translation>
    </message>
    <message>
        <source>Other settings, the default:</source>
        <translation>其他设置（默认）：</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>抽检</translation>
    </message>
    <message>
        <source>%1 of %2 answered, %3 not sure</source>
        <translation>已答 %1 / %2，%3 张拿不准</translation>
    </message>
    <message>
        <source>Seed of the draw</source>
        <translation>抽样种子</translation>
    </message>
    <message>
        <source>Names confirmed</source>
        <translation>确认的标签</translation>
    </message>
    <message>
        <source>Names changed</source>
        <translation>更改的标签</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>Not sure</source>
        <translation>拿不准</translation>
    </message>
    <message>
        <source>about %1, not measured</source>
        <translation>约 %1，未经测量</translation>
    </message>
    <message>
        <source>Right, expected from %1 answers</source>
        <translation>正确率，由 %1 个回答估计</translation>
    </message>
    <message>
        <source>Sure, by the answers</source>
        <translation>依据回答可以确定</translation>
    </message>
    <message>
        <source>What people said</source>
        <translation>人工决定</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>%1 labels, about %2 of them wrong</source>
        <translation>%1 个标签，其中约 %2 错误</translation>
    </message>
    <message>
        <source>and %1 smaller classes more, with %2 labels together</source>
        <translation>另有 %1 个较小的类别，共 %2 个标签</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Right (95 %)</source>
        <translation>正确率（95 %）</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All labels were named by a person.</source>
        <translation>所有标签均由人标注。</translation>
    </message>
    <message>
        <source>Known when the whole sample is answered.</source>
        <translation>样本全部回答后得知。</translation>
    </message>
    <message>
        <source>For at most %1 wrong it takes %2 more answers, more if some labels are wrong.</source>
        <translation>若最多 %1 错误，还需 %2 个回答；有错误则需更多。</translation>
    </message>
    <message>
        <source>Too many of the sample are wrong for at most %1.</source>
        <translation>样本中错误过多，无法保证最多 %1 错误。</translation>
    </message>
    <message>
        <source>High confidence (S33)</source>
        <translation>高置信度（S33）</translation>
    </message>
    <message>
        <source>Right among high confidence</source>
        <translation>高置信度中正确的</translation>
    </message>
    <message>
        <source>Right among low confidence</source>
        <translation>低置信度中正确的</translation>
    </message>
    <message>
        <source>High confidence at</source>
        <translation>高置信度比例</translation>
    </message>
    <message>
        <source>Pictures that an audit found right and wrong will stand here. In an audit a person names pictures, drawn at random, without seeing what the machine said of them.</source>
        <translation>抽检认定为正确和错误的图片将显示在这里。抽检时，由人为随机抽取的图片标注，事先看不到机器给出的标签。</translation>
    </message>
    <message>
        <source>Right and wrong pictures</source>
        <translation>正确与错误的图片</translation>
    </message>
    <message>
        <source>Right: the first of the audit</source>
        <translation>正确：抽检中最先的几张</translation>
    </message>
    <message>
        <source>Wrong: the first of the audit</source>
        <translation>错误：抽检中最先的几张</translation>
    </message>
    <message>
        <source>The audit found none.</source>
        <translation>抽检中没有发现。</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>都不是</translation>
    </message>
    <message>
        <source>not %1</source>
        <translation>不是 %1</translation>
    </message>
    <message>
        <source>SHA-256 of the model of round %1:</source>
        <translation>第 %1 轮模型的 SHA-256：</translation>
    </message>
    <message>
        <source>Report (*.pdf *.html)</source>
        <translation>报告 (*.pdf *.html)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>打开报告</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>of %1. You looked at %2 pictures.</source>
        <translation>共 %1。您看了 %2 张图片。</translation>
    </message>
    <message>
        <source>What the audit says</source>
        <translation>抽检结果</translation>
    </message>
    <message>
        <source>Right labels, so far</source>
        <translation>目前正确的标签</translation>
    </message>
    <message>
        <source>Labels saved</source>
        <translation>省下的标注</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Save the old model&apos;s labels…</source>
        <translation>保存旧模型的标签…</translation>
    </message>
    <message>
        <source>Right labels</source>
        <translation>正确的标签</translation>
    </message>
    <message>
        <source>Unknown. The first answers will tell.</source>
        <translation>未知。有了最初的回答就会显示。</translation>
    </message>
    <message>
        <source>between %1 and %2 (95 % sure)</source>
        <translation>在 %1 与 %2 之间（95 % 把握）</translation>
    </message>
    <message>
        <source>95 % sure so far; the share is told when all pictures are named</source>
        <translation>目前有 95 % 把握；全部图片回答完后才给出正确率</translation>
    </message>
    <message>
        <source>95 % sure; too few answers for one number</source>
        <translation>95 % 把握；回答太少，还不能给出一个数</translation>
    </message>
    <message>
        <source>%1 not sure: wrong for the low end, right for the high end.</source>
        <translation>%1 张拿不准：下限算错，上限算对。</translation>
    </message>
    <message>
        <source>Answers changed after the program&apos;s names were seen: %1.</source>
        <translation>看过程序的标签后更改的回答：%1。</translation>
    </message>
    <message>
        <source>adapted</source>
        <translation>适应后</translation>
    </message>
    <message>
        <source>before</source>
        <translation>适应前</translation>
    </message>
    <message>
        <source>high confidence</source>
        <translation>高置信度</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>低置信度</translation>
    </message>
    <message>
        <source>Whether adapting helped is told when all pictures are named.</source>
        <translation>全部图片回答完后，才能说适应是否有效。</translation>
    </message>
    <message>
        <source>Adapting helped: %1 to %2 points more are right than before.</source>
        <translation>适应有效：正确率提高 %1 至 %2 个百分点。</translation>
    </message>
    <message>
        <source>Adapting did harm (%1 to %2 points). Save the labels of the old model instead.</source>
        <translation>适应有害（%1 至 %2 个百分点）。请保存旧模型的标签。</translation>
    </message>
    <message>
        <source>Adapting made no difference: as many labels are right as before.</source>
        <translation>适应没有带来差别：正确的标签与之前一样多。</translation>
    </message>
    <message>
        <source>Whether adapting helped can&apos;t be told (%1 to %2 points).</source>
        <translation>无法判断适应是否有效（%1 至 %2 个百分点）。</translation>
    </message>
    <message>
        <source>of %1. You looked at %2 pictures, %3 s each; at that pace %4 are saved.</source>
        <translation>共 %1 张。您看了 %2 张，每张 %3 秒；按此速度可节省 %4。</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>after the first round</source>
        <translation>第一轮之后显示</translation>
    </message>
    <message>
        <source>nothing doubtful left</source>
        <translation>已无存疑图片</translation>
    </message>
    <message>
        <source>%1 worth a look</source>
        <translation>%1 张值得一看</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>The pictures get their names in the first round.</source>
        <translation>图片在第一轮获得标签。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Is the name right?</source>
        <translation>标签对吗？</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>已选中 %1 张</translation>
    </message>
    <message>
        <source>Done. The filter hides the picture that this was about.</source>
        <translation>已完成。相关图片被筛选条件隐藏。</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>显示该图片</translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>A run is going on. Its finished rounds are kept, and it can go on later.</source>
        <translation>运行正在进行。已完成的轮次会保留，以后可以继续。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Ended unexpectedly</source>
        <translation>意外结束</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Stopped after round %1 of %2</source>
        <translation>在第 %1 轮后停止，共 %2 轮</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>前往复核</translation>
    </message>
    <message>
        <source>Look at the pictures that are worth a look.</source>
        <translation>查看值得一看的图片。</translation>
    </message>
    <message>
        <source>Start over…</source>
        <translation>重新开始…</translation>
    </message>
    <message>
        <source>Remove all rounds and choose anew; what you decided stays.</source>
        <translation>删除所有轮次并重新选择；您的决定会保留。</translation>
    </message>
    <message>
        <source>Learning the new camera</source>
        <translation>正在学习新相机</translation>
    </message>
    <message>
        <source>You can review while it runs. Nothing you decide is ever overwritten.</source>
        <translation>运行时即可查看。您的决定绝不会被覆盖。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The pictures have their names</source>
        <translation>图片已有标签</translation>
    </message>
    <message>
        <source>The run was stopped</source>
        <translation>运行已停止</translation>
    </message>
    <message>
        <source>Finished rounds are kept. Resume goes on after the last of them.</source>
        <translation>已完成的轮次会保留。“继续”从最后一轮之后接着运行。</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Learn the new camera</source>
        <translation>学习新相机</translation>
    </message>
    <message>
        <source>Choose how much time it may take. You can review while it runs.</source>
        <translation>选择可用的时间。运行时即可查看。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>%1 pictures after one round. How many names are right is known once a person looks.</source>
        <translation>一轮后共 %1 张图片。要由人查看后，才知道有多少标签正确。</translation>
    </message>
    <message>
        <source>%1 pictures after %2 rounds. How many names are right is known once a person looks.</source>
        <translation>%2 轮后共 %1 张图片。要由人查看后，才知道有多少标签正确。</translation>
    </message>
    <message>
        <source>Start over? All rounds of this project are removed.</source>
        <translation>重新开始？本项目的所有轮次将被删除。</translation>
    </message>
    <message>
        <source>Everything you decided and every picture you set aside stays as it is.</source>
        <translation>您的决定和排除的图片都保持不变。</translation>
    </message>
    <message>
        <source>Remove the rounds</source>
        <translation>删除轮次</translation>
    </message>
</context>
<context>
    <name>RunSidePanel</name>
    <message>
        <source>The patent&apos;s plain text</source>
        <translation>严格按专利原文</translation>
    </message>
    <message>
        <source>Own settings</source>
        <translation>自定义设置</translation>
    </message>
    <message>
        <source>feature extractor stays as it is</source>
        <translation>特征提取模型保持不变</translation>
    </message>
    <message>
        <source>all layers are trained</source>
        <translation>训练所有层</translation>
    </message>
    <message>
        <source>what is trained depends on the device</source>
        <translation>训练范围取决于设备</translation>
    </message>
    <message>
        <source>%1 rounds</source>
        <translation>%1 轮</translation>
    </message>
    <message>
        <source>share %1 → %2</source>
        <translation>占比 %1 → %2</translation>
    </message>
    <message>
        <source>%1 weight</source>
        <translation>%1 权重</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>Class shares</source>
        <translation>各类占比</translation>
    </message>
    <message>
        <source>Settings of this run</source>
        <translation>本次运行的设置</translation>
    </message>
    <message>
        <source>Beside the run</source>
        <translation>运行旁栏</translation>
    </message>
    <message>
        <source>The classes appear here when the pictures have been found.</source>
        <translation>找到图片后，这里显示类别。</translation>
    </message>
    <message>
        <source>How often the old camera has each class.</source>
        <translation>旧相机中各类所占比例。</translation>
    </message>
    <message>
        <source>Old camera above, new camera below. A class that vanishes is a warning.</source>
        <translation>上为旧相机，下为新相机。类别消失是警告。</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>No warnings</source>
        <translation>没有警告</translation>
    </message>
    <message>
        <source>No class has vanished or grown far beyond its share of the old camera.</source>
        <translation>没有类别消失，也没有远超其在旧相机中的占比。</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 条</translation>
    </message>
    <message>
        <source>No picture is named %1 in the newest round.</source>
        <translation>最新一轮中没有图片被标注为 %1。</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1 already holds another synthetic line, or half of one.</source>
        <translation>%1 中已有另一条合成产线，或其中一半。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be a project: %2.</source>
        <translation>%1 不能作为项目：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be a report&apos;s name.</source>
        <translation>%1 不能作为报告的文件名。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read any more: %2.</source>
        <translation>%1 已无法读取：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be the model&apos;s name.</source>
        <translation>%1 不能作为模型的文件名。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: %2.</source>
        <translation>无法使用 %1：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: the disk is full.</source>
        <translation>无法写入 %1：磁盘已满。</translation>
    </message>
    <message>
        <source>%1 can&apos;t become a project: it is not empty (%2 is in it).</source>
        <translation>%1 不能成为项目：它不是空的（其中有 %2）。</translation>
    </message>
    <message>
        <source>%1 exists already; it is left as it is.</source>
        <translation>%1 已存在，因此保持不变。</translation>
    </message>
    <message>
        <source>%1 exists and is no labels file of dclgui; it is left as it is.</source>
        <translation>%1 已存在，且不是 dclgui 的标签文件；未作改动。</translation>
    </message>
    <message>
        <source>%1 holds other files, and the demo would replace them.</source>
        <translation>%1 中有其他文件，演示会覆盖它们。</translation>
    </message>
    <message>
        <source>%1 images are too few for this map.</source>
        <translation>%1 张图片不足以绘制此分布图。</translation>
    </message>
    <message>
        <source>%1 images can&apos;t be read as they could when this project began; the first is %2.</source>
        <translation>有 %1 张图片在项目开始时可读，现在无法读取；第一张是 %2。</translation>
    </message>
    <message>
        <source>%1 images of the source folder %2 lie in no class folder, the first is %3.</source>
        <translation>源域文件夹 %2 中有 %1 张图片不在任何类别文件夹里，第一张是 %3。</translation>
    </message>
    <message>
        <source>%1 is a project of %2 and %3; its folders of images can&apos;t be changed.</source>
        <translation>%1 是 %2 和 %3 的项目；其图片文件夹不能更改。</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 已损坏：%2。</translation>
    </message>
    <message>
        <source>%1 is not UTF-8 text.</source>
        <translation>%1 不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>%1 is not a model that can label.</source>
        <translation>%1 不是可用于标注的模型。</translation>
    </message>
    <message>
        <source>%1 is not a model that dclgui exported.</source>
        <translation>%1 不是由 dclgui 导出的模型。</translation>
    </message>
    <message>
        <source>%1 is not a project: it lacks %2.</source>
        <translation>%1 不是项目：缺少 %2。</translation>
    </message>
    <message>
        <source>%1 is not a valid CSV file: %2.</source>
        <translation>%1 不是有效的 CSV 文件：%2。</translation>
    </message>
    <message>
        <source>%1 pictures were to go out, but %2 arrived.</source>
        <translation>应导出 %1 张图片，但只写出了 %2 张。</translation>
    </message>
    <message>
        <source>%1 was made by a newer dclgui (its version is %2, the newest known %3).</source>
        <translation>%1 由更新的 dclgui 创建（其版本为 %2，本程序最高支持 %3）。</translation>
    </message>
    <message>
        <source>A fault of the program: %1.</source>
        <translation>程序出错：%1。</translation>
    </message>
    <message>
        <source>A run is going on.</source>
        <translation>正在运行。</translation>
    </message>
    <message>
        <source>An ONNX model runs on the CPU here, not on %1.</source>
        <translation>ONNX 模型在此只能在 CPU 上运行，不能在 %1 上运行。</translation>
    </message>
    <message>
        <source>Ask for permission to read it, or move it out of the folder.</source>
        <translation>请申请读取权限，或将它移出该文件夹。</translation>
    </message>
    <message>
        <source>Ask for the right to read it, then export again.</source>
        <translation>请先取得读取权限，然后重新导出。</translation>
    </message>
    <message>
        <source>Batch norm of the bottleneck: one joint batch of both domains, or each domain its own statistics, the target&apos;s leaning towards the source&apos;s.</source>
        <translation>瓶颈层的批归一化：两个域合为一批，或各用各的统计量（目标域偏向源域）。</translation>
    </message>
    <message>
        <source>Check that the project&apos;s folder may be written, that the disk is not full, and that no other program holds the file.</source>
        <translation>请检查项目文件夹是否可写、磁盘是否已满、文件是否被其他程序占用。</translation>
    </message>
    <message>
        <source>%1 of the %2 images in %3 %4; it takes 2.</source>
        <translation>%3 的 %2 张图片中有 %1 张%4；至少需要 2 张。</translation>
    </message>
    <message>
        <source>%1 belongs to the labels in %2, not to %3.</source>
        <translation>%1 属于 %2 中的标签，而不属于 %3。</translation>
    </message>
    <message>
        <source>%1 belongs to the watch of %2, not of %3.</source>
        <translation>%1 属于对 %2 的监视，而不是对 %3 的监视。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be linked into the exported folder: %2.</source>
        <translation>无法将 %1 链接到导出的文件夹：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be made: what 8-bit models say depends on the processor.</source>
        <translation>无法生成 %1：8 位模型的结果取决于处理器。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: there is no folder %2.</source>
        <translation>无法写入 %1：没有文件夹 %2。</translation>
    </message>
    <message>
        <source>%1 exists and is no model of dclgui; it is left as it is.</source>
        <translation>%1 已存在，但不是 dclgui 的模型；已保持原样。</translation>
    </message>
    <message>
        <source>%1 exists and is no report of dclgui; it is left as it is.</source>
        <translation>%1 已存在，且不是 dclgui 的报告，保持原样。</translation>
    </message>
    <message>
        <source>%1 exists and was not written by a watch; it is left as it is.</source>
        <translation>%1 已存在，且不是由监视写入的；保持原样不动。</translation>
    </message>
    <message>
        <source>%1 is in use by another watch.</source>
        <translation>%1 正被另一个监视使用。</translation>
    </message>
    <message>
        <source>%1 is not an export of Label Studio: it is no list of tasks.</source>
        <translation>%1 不是 Label Studio 的导出文件：其内容不是任务列表。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON: %2.</source>
        <translation>%1 不是有效的 JSON：%2。</translation>
    </message>
    <message>
        <source>%1 of the newest %2 images lie further from their class than nine in ten of those that the model was adapted to.</source>
        <translation>最新 %2 张图片中，有 %1 离其类别比模型适应所用图片中的十分之九更远。</translation>
    </message>
    <message>
        <source>%1 was changed by hand or by another program; it is now %2.</source>
        <translation>%1 已被人或其他程序改动；该文件现名为 %2。</translation>
    </message>
    <message>
        <source>%1 was made by a newer dclgui.</source>
        <translation>%1 由更新版本的 dclgui 建立。</translation>
    </message>
    <message>
        <source>A first look: one classifier, 3 rounds. Measured: up to 3 names in 100 worse than Balanced.</source>
        <translation>先看一眼：一个分类器，3 轮。实测：比“均衡”每 100 个标签最多差 3 个。</translation>
    </message>
    <message>
        <source>A run is going on, and its next round changes the labels.</source>
        <translation>运行正在进行，下一轮会改变标签。</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>计算精度</translation>
    </message>
    <message>
        <source>Arithmetic of the mode `finetune`.</source>
        <translation>`finetune` 模式所用的数值精度。</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>CVAT</source>
        <translation>CVAT</translation>
    </message>
    <message>
        <source>Check that its folder exists and may be written, and that the disk is not full.</source>
        <translation>请检查其所在文件夹是否存在且可写，以及磁盘是否已满。</translation>
    </message>
    <message>
        <source>Check that this is the right folder.</source>
        <translation>请检查文件夹是否正确。</translation>
    </message>
    <message>
        <source>Check the disk they go to, and try again.</source>
        <translation>请检查目标磁盘，然后重试。</translation>
    </message>
    <message>
        <source>Check the path after file:.</source>
        <translation>请检查 file: 之后的路径。</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>请检查路径。</translation>
    </message>
    <message>
        <source>Check the spelling, and that its drive is connected.</source>
        <translation>请检查拼写，并确认其所在磁盘已连接。</translation>
    </message>
    <message>
        <source>Check the spelling, and that its drive is connected; or choose again.</source>
        <translation>请检查拼写，以及所在磁盘是否已连接；或重新选择。</translation>
    </message>
    <message>
        <source>Choose --device cpu.</source>
        <translation>请选择 --device cpu。</translation>
    </message>
    <message>
        <source>Choose a file that dclgui exported (it ends in .onnx or .safetensors), or a project folder.</source>
        <translation>请选择由 dclgui 导出的文件（以 .onnx 或 .safetensors 结尾），或项目文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder of images or a CSV file with the columns path,label.</source>
        <translation>请选择图片文件夹，或含 path,label 两列的 CSV 文件。</translation>
    </message>
    <message>
        <source>Choose a folder of images.</source>
        <translation>请选择图片文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder that dclgui made (its name usually ends in .dclproj), or create a new project.</source>
        <translation>请选择 dclgui 创建的文件夹（名称通常以 .dclproj 结尾），或新建项目。</translation>
    </message>
    <message>
        <source>Choose a name that ends in .fp16.onnx: half the size, and the same labels everywhere.</source>
        <translation>请使用以 .fp16.onnx 结尾的文件名：大小减半，在任何电脑上标签都相同。</translation>
    </message>
    <message>
        <source>Choose a new or an empty folder.</source>
        <translation>请选择新的或空的文件夹。</translation>
    </message>
    <message>
        <source>Choose a smaller --image-size or --device cpu.</source>
        <translation>请选择更小的 --image-size 或 --device cpu。</translation>
    </message>
    <message>
        <source>Choose an empty folder with -o.</source>
        <translation>请用 -o 指定空文件夹。</translation>
    </message>
    <message>
        <source>Choose another file for the labels of this folder.</source>
        <translation>请为此文件夹的标签选择另一个文件。</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>请换一个文件名。</translation>
    </message>
    <message>
        <source>Choose another folder with -o.</source>
        <translation>请用 -o 指定其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Choose another name, or give that one.</source>
        <translation>请换一个名称，或直接使用那个类别。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请选择其他名称。</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>请选择其他位置。</translation>
    </message>
    <message>
        <source>Choose one that ends in %1.</source>
        <translation>请选择以 %1 结尾的名称。</translation>
    </message>
    <message>
        <source>Choose one that ends in .pdf or .html.</source>
        <translation>请选择以 .pdf 或 .html 结尾的名称。</translation>
    </message>
    <message>
        <source>Choose other rows, or another format.</source>
        <translation>请选择其他图片，或其他格式。</translation>
    </message>
    <message>
        <source>Choose the --image-size that it was made for.</source>
        <translation>请选择该模型所要求的 --image-size。</translation>
    </message>
    <message>
        <source>Choose the folder with the images to label: JPEG, PNG, BMP, TIFF or WebP files, in sub-folders or not.</source>
        <translation>请选择待标注图片的文件夹：JPEG、PNG、BMP、TIFF 或 WebP 文件，可含子文件夹。</translation>
    </message>
    <message>
        <source>Classifiers</source>
        <translation>分类器</translation>
    </message>
    <message>
        <source>Classifiers trained side by side; their average judges.</source>
        <translation>同时训练的分类器个数；以平均值判断。</translation>
    </message>
    <message>
        <source>Click the pictures that the name is for.</source>
        <translation>请单击属于此类别的图片。</translation>
    </message>
    <message>
        <source>Copy it to a place where you may write, and open the copy.</source>
        <translation>请复制到可写的位置，再打开副本。</translation>
    </message>
    <message>
        <source>Create a new project for the other images.</source>
        <translation>请为其他图片新建项目。</translation>
    </message>
    <message>
        <source>Decide more pictures in Review first.</source>
        <translation>请先在“复核”中决定更多图片。</translation>
    </message>
    <message>
        <source>Delete that folder or choose another.</source>
        <translation>请删除该文件夹或选择其他文件夹。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Distance to a prototype (S43).</source>
        <translation>到类原型的距离（S43）。</translation>
    </message>
    <message>
        <source>Draw when it has ended.</source>
        <translation>请在结束后抽样。</translation>
    </message>
    <message>
        <source>Everything up to the last finished round is kept; press Resume to go on from there.</source>
        <translation>已完成的轮次都已保留；按“继续”从那里接着运行。</translation>
    </message>
    <message>
        <source>Export copies of the pictures instead, or choose a place on the same disk.</source>
        <translation>请改为导出图片的副本，或选择同一磁盘上的位置。</translation>
    </message>
    <message>
        <source>Export it again from its project, with this version of dclgui.</source>
        <translation>请用此版本的 dclgui 从其项目重新导出。</translation>
    </message>
    <message>
        <source>Export it again from its project.</source>
        <translation>请从其项目重新导出。</translation>
    </message>
    <message>
        <source>Export it from Label Studio again, as JSON.</source>
        <translation>请从 Label Studio 重新导出为 JSON。</translation>
    </message>
    <message>
        <source>Export it from Label Studio again.</source>
        <translation>请从 Label Studio 重新导出。</translation>
    </message>
    <message>
        <source>Choose --mode finetune, or --weights pretrained.</source>
        <translation>请选择 --mode finetune 或 --weights pretrained。</translation>
    </message>
    <message>
        <source>%1 and %2 are the same folder: the labelled one and the one to label.</source>
        <translation>%1 和 %2 是同一个文件夹：既是已标注的，又是待标注的。</translation>
    </message>
    <message>
        <source>%1 files of the source were passed over: %2.</source>
        <translation>源域中有 %1 个文件被跳过：%2。</translation>
    </message>
    <message>
        <source>%1 files of the target were passed over: %2.</source>
        <translation>目标域中有 %1 个文件被跳过：%2。</translation>
    </message>
    <message>
        <source>%1 has no room for %2 GB of features: %3.</source>
        <translation>%1 空间不足，放不下 %2 GB 的特征：%3。</translation>
    </message>
    <message>
        <source>%1 images have come to %2 since the run began and are not in it.</source>
        <translation>运行开始后 %2 中新增了 %1 张图片，它们不在此次运行中。</translation>
    </message>
    <message>
        <source>%1 is not the folder of the source images: %2 of %3 are there.</source>
        <translation>%1 不是源域图片的文件夹：%3 张中只有 %2 张在那里。</translation>
    </message>
    <message>
        <source>%1 is not the folder of the source images: %2 of %3 with the same names have another size.</source>
        <translation>%1 不是源域图片的文件夹：%3 张同名图片中有 %2 张大小不同。</translation>
    </message>
    <message>
        <source>%1 is not the folder of the target images: %2 of %3 are there.</source>
        <translation>%1 不是目标域图片的文件夹：%3 张中只有 %2 张在那里。</translation>
    </message>
    <message>
        <source>%1 is not the folder of the target images: %2 of %3 with the same names have another size.</source>
        <translation>%1 不是目标域图片的文件夹：%3 张同名图片中有 %2 张大小不同。</translation>
    </message>
    <message>
        <source>%1 is not the folder that %2 labelled, which is %3.</source>
        <translation>%1 不是 %2 标注的文件夹，那是 %3。</translation>
    </message>
    <message>
        <source>%1 of the %2 images that %3 lists lie in the folder to label.</source>
        <translation>%3 列出的 %2 张图片中有 %1 张在待标注的文件夹中。</translation>
    </message>
    <message>
        <source>%1 of the images in %2 are no longer there, the first is %3.</source>
        <translation>%2 中有 %1 张图片已不存在，第一张是 %3。</translation>
    </message>
    <message>
        <source>%1 writes these classes in more than one way: %2.</source>
        <translation>%1 中这些类别有不止一种写法：%2。</translation>
    </message>
    <message>
        <source>1 file of the source was passed over: %1.</source>
        <translation>源域中有 1 个文件被跳过：%1。</translation>
    </message>
    <message>
        <source>1 file of the target was passed over: %1.</source>
        <translation>目标域中有 1 个文件被跳过：%1。</translation>
    </message>
    <message>
        <source>1 image has come to %1 since the run began and is not in it.</source>
        <translation>运行开始后 %1 中新增了 1 张图片，它不在此次运行中。</translation>
    </message>
    <message>
        <source>A copy counts twice without showing anything new.</source>
        <translation>副本会被计算两次，却没有新内容。</translation>
    </message>
    <message>
        <source>A strong change of light or colour makes the first names worse.</source>
        <translation>光照或颜色变化大会使最初的标注变差。</translation>
    </message>
    <message>
        <source>Another size often means another camera: see whether they belong here.</source>
        <translation>尺寸不同往往说明来自另一台相机：请看它们是否属于这里。</translation>
    </message>
    <message>
        <source>Call the one with the names label.</source>
        <translation>请将含有类别名称的那一列命名为 label。</translation>
    </message>
    <message>
        <source>Choose the folder that has the same images in the same sub-folders.</source>
        <translation>请选择子文件夹和图片都与原来相同的文件夹。</translation>
    </message>
    <message>
        <source>Class folders</source>
        <translation>类别文件夹</translation>
    </message>
    <message>
        <source>Class folders without an image: %1.</source>
        <translation>没有图片的类别文件夹：%1。</translation>
    </message>
    <message>
        <source>Classes of the source with very few images: %1.</source>
        <translation>源域中图片很少的类别：%1。</translation>
    </message>
    <message>
        <source>Each camera needs a folder of its own, beside the other.</source>
        <translation>每台相机需要各自的文件夹，互不包含。</translation>
    </message>
    <message>
        <source>A file can&apos;t be written: the disk is full.</source>
        <translation>无法写入文件：磁盘已满。</translation>
    </message>
    <message>
        <source>Epochs of the source&apos;s own training (S1).</source>
        <translation>源域自身训练（S1）的轮数（epoch）。</translation>
    </message>
    <message>
        <source>Epochs over the larger domain in one round (S54).</source>
        <translation>每一轮中遍历较大域的次数（epoch，S54）。</translation>
    </message>
    <message>
        <source>Feature extractor</source>
        <translation>特征提取模型</translation>
    </message>
    <message>
        <source>Features of a prototype</source>
        <translation>类原型的特征</translation>
    </message>
    <message>
        <source>Features that prototypes are means of (S41).</source>
        <translation>求类原型均值所用的特征（S41）。</translation>
    </message>
    <message>
        <source>Few examples are hard to learn from: add some if you can.</source>
        <translation>样本太少难以学习：如有可能请补充。</translation>
    </message>
    <message>
        <source>FiftyOne</source>
        <translation>FiftyOne</translation>
    </message>
    <message>
        <source>Fill it in or delete the line.</source>
        <translation>请补上或删除该行。</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Five classifiers, 12 longer rounds. Measured: like Balanced; up to 4 names in 100 better where the cameras differ much.</source>
        <translation>五个分类器，12 个较长的轮次。实测：与“均衡”相当；两台相机差异大时每 100 个标签最多好 4 个。</translation>
    </message>
    <message>
        <source>Folder for each class</source>
        <translation>按类别分文件夹</translation>
    </message>
    <message>
        <source>Folder of labelled images, one sub-folder a class, or a CSV file `path,label`.</source>
        <translation>已标注图片的文件夹（每类一个子文件夹），或 CSV 文件 `path,label`。</translation>
    </message>
    <message>
        <source>Folder of the images to label.</source>
        <translation>待标注图片的文件夹。</translation>
    </message>
    <message>
        <source>Folders of %1 would be one class, written in two ways: %2.</source>
        <translation>%1 中有文件夹会成为同一类别，却有两种写法：%2。</translation>
    </message>
    <message>
        <source>For most pictures: three classifiers, 6 rounds. Measured: the best for its time.</source>
        <translation>适合大多数图片：三个分类器，6 轮。实测：性价比最高。</translation>
    </message>
    <message>
        <source>Fraction of each predicted class that is high confidence in the first round (S33).</source>
        <translation>第一轮中，每个预测类别里作为高置信度的比例（S33）。</translation>
    </message>
    <message>
        <source>Free some space on the disk and check again.</source>
        <translation>请清理磁盘空间，然后重新检查。</translation>
    </message>
    <message>
        <source>Free some space on the disk and close other programs that use the project, then run again; the rounds before are kept.</source>
        <translation>请清理磁盘空间，关闭占用该项目的其他程序，然后重新运行；之前的轮次均已保留。</translation>
    </message>
    <message>
        <source>Free some space there, or set TMPDIR to a folder on a disk with more.</source>
        <translation>请在那里腾出一些空间，或将 TMPDIR 设为空间更大的磁盘上的文件夹。</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>请清理磁盘空间后重试。</translation>
    </message>
    <message>
        <source>Free some space.</source>
        <translation>请清理一些空间。</translation>
    </message>
    <message>
        <source>Give a safetensors file, or a state dict saved by torch.save.</source>
        <translation>请提供 safetensors 文件，或由 torch.save 保存的 state dict。</translation>
    </message>
    <message>
        <source>Give it one.</source>
        <translation>请给它一个名称。</translation>
    </message>
    <message>
        <source>Go on in that window, or close it first.</source>
        <translation>请在那个窗口中继续，或先关闭它。</translation>
    </message>
    <message>
        <source>Go on with --resume, or choose another project folder.</source>
        <translation>请用 --resume 继续，或选择其他项目文件夹。</translation>
    </message>
    <message>
        <source>Go online once, use the backbone efficientnet_lite0, which needs no network, or give --weights file:PATH.</source>
        <translation>请联网一次，或改用无需网络的 efficientnet_lite0，或指定 --weights file:PATH。</translation>
    </message>
    <message>
        <source>Hardly an image in %1 can be read.</source>
        <translation>%1 中几乎没有图片可读。</translation>
    </message>
    <message>
        <source>High confidence at first</source>
        <translation>起始高置信度比例</translation>
    </message>
    <message>
        <source>High confidence at the end</source>
        <translation>最终高置信度比例</translation>
    </message>
    <message>
        <source>How far each smoothing step moves, at full trust.</source>
        <translation>完全信任时，每次平滑移动的幅度。</translation>
    </message>
    <message>
        <source>How far the target&apos;s lean on its own, at full trust.</source>
        <translation>完全信任时，目标域统计量偏向自身的程度。</translation>
    </message>
    <message>
        <source>How far to follow the target&apos;s own images: as far as they measurably differ from the source&apos;s and are many, or always fully.</source>
        <translation>依从目标域图片的程度：视其与源域的实测差异和数量而定，或始终完全依从。</translation>
    </message>
    <message>
        <source>Hugging Face</source>
        <translation>Hugging Face</translation>
    </message>
    <message>
        <source>If the classes are the folders inside %1, choose the folder %2 itself.</source>
        <translation>如果类别是 %1 里面的文件夹，请选择 %2 本身。</translation>
    </message>
    <message>
        <source>If the new camera&apos;s parts should be like the old one&apos;s, look at these images before you trust the labels.</source>
        <translation>如果新旧相机拍的零件应当相同，请先查看这些图片，再采信标签。</translation>
    </message>
    <message>
        <source>If they should differ, check that the two folders are of two cameras.</source>
        <translation>如果两者应当不同，请检查两个文件夹是否来自两台相机。</translation>
    </message>
    <message>
        <source>Images of each domain in one training step.</source>
        <translation>每个训练步中每个域的图片数。</translation>
    </message>
    <message>
        <source>Images of the source that %1: %2, the first is %3.</source>
        <translation>源域图片中%1：%2 张，第一张是 %3。</translation>
    </message>
    <message>
        <source>Images of the target that %1: %2, the first is %3.</source>
        <translation>目标域图片中%1：%2 张，第一张是 %3。</translation>
    </message>
    <message>
        <source>In Excel, save it as “CSV UTF-8 (comma delimited)”.</source>
        <translation>请在 Excel 中另存为“CSV UTF-8（逗号分隔）”。</translation>
    </message>
    <message>
        <source>In Label Studio, export as JSON.</source>
        <translation>请在 Label Studio 中导出为 JSON。</translation>
    </message>
    <message>
        <source>In round %1 no image is labelled %2.</source>
        <translation>第 %1 轮中没有图片被标注为 %2。</translation>
    </message>
    <message>
        <source>In round %1 no image is labelled any of these %2 classes: %3.</source>
        <translation>第 %1 轮中没有图片被标注为这 %2 个类别：%3。</translation>
    </message>
    <message>
        <source>In round %1 the shares of these classes are far from the source&apos;s: %2.</source>
        <translation>第 %1 轮中这些类别的占比与源域相差很大（括号内为源域）：%2。</translation>
    </message>
    <message>
        <source>Install it with: pip install &quot;dclgui[map]&quot;</source>
        <translation>请安装：pip install &quot;dclgui[map]&quot;</translation>
    </message>
    <message>
        <source>Install them with: pip install &quot;dclgui[lite]&quot;</source>
        <translation>请安装：pip install &quot;dclgui[lite]&quot;</translation>
    </message>
    <message>
        <source>It needs one sub-folder for each class, named after the class, with that class&apos;s images in it.</source>
        <translation>每个类别需要一个以类别命名的子文件夹，里面放该类的图片。</translation>
    </message>
    <message>
        <source>It needs one sub-folder for each class, named after the class, with that class&apos;s images in it. If the labelled images are in the other folder, swap source and target.</source>
        <translation>每个类别需要一个以类别命名的子文件夹，里面放该类的图片。如果已标注图片在另一个文件夹，请交换源域和目标域。</translation>
    </message>
    <message>
        <source>It takes %1; use PCA for fewer.</source>
        <translation>至少需要 %1 张；更少时请用 PCA。</translation>
    </message>
    <message>
        <source>Its classes are %1.</source>
        <translation>它的类别有：%1。</translation>
    </message>
    <message>
        <source>Its paths begin at the folder %1, or are whole ones: mend them, or delete the lines.</source>
        <translation>其中的路径应从文件夹 %1 开始，或为完整路径：请更正，或删除这些行。</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>Keep the line that is right and delete the other.</source>
        <translation>请保留正确的一行，删除另一行。</translation>
    </message>
    <message>
        <source>Keep the one that counts, or call it label.</source>
        <translation>请只保留有效的那一列，或将其命名为 label。</translation>
    </message>
    <message>
        <source>Knobs of the method; the recipe fills those not given.</source>
        <translation>方法的参数；未给出的由方案补全。</translation>
    </message>
    <message>
        <source>Label Studio</source>
        <translation>Label Studio</translation>
    </message>
    <message>
        <source>Learning rate for the old camera</source>
        <translation>旧相机的学习率</translation>
    </message>
    <message>
        <source>Learning rate of the rounds</source>
        <translation>各轮的学习率</translation>
    </message>
    <message>
        <source>Learning rate of the rounds (S54).</source>
        <translation>各轮的学习率（S54）。</translation>
    </message>
    <message>
        <source>Learning rate of the source&apos;s own training (S1).</source>
        <translation>源域训练的学习率（S1）。</translation>
    </message>
    <message>
        <source>Leave out --device, or use a .safetensors.</source>
        <translation>请去掉 --device，或使用 .safetensors 文件。</translation>
    </message>
    <message>
        <source>Leave out --only-new to label all images there.</source>
        <translation>去掉 --only-new 可标注那里的所有图片。</translation>
    </message>
    <message>
        <source>Leave out --only-new to label all that are there.</source>
        <translation>去掉 --only-new 可标注现有的所有图片。</translation>
    </message>
    <message>
        <source>Let it run first.</source>
        <translation>请先运行。</translation>
    </message>
    <message>
        <source>Let it run first: press Start in the window, or use dclgui adapt with --resume.</source>
        <translation>请先运行：在窗口中按“开始”，或使用 dclgui adapt --resume。</translation>
    </message>
    <message>
        <source>Let it run first: press Start.</source>
        <translation>请先运行：按“开始”。</translation>
    </message>
    <message>
        <source>Likeness of neighbours</source>
        <translation>近邻的相似度</translation>
    </message>
    <message>
        <source>Line %1 of %2 has no label.</source>
        <translation>%2 第 %1 行没有标签。</translation>
    </message>
    <message>
        <source>Line %1 of %2 has no path.</source>
        <translation>%2 第 %1 行没有路径。</translation>
    </message>
    <message>
        <source>Look at some of them. If the camera, the light or the parts have changed, adapt again.</source>
        <translation>请查看其中几张。如果相机、光照或零件已改变，请重新适应。</translation>
    </message>
    <message>
        <source>Make path,label its first line.</source>
        <translation>请将第一行写为 path,label。</translation>
    </message>
    <message>
        <source>Mend the file or put back a copy of it.</source>
        <translation>请修正该文件，或恢复其副本。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Most alike target images to smooth over; 0 for none.</source>
        <translation>用于平滑的最相似目标域图片数；0 为不平滑。</translation>
    </message>
    <message>
        <source>Move it away, or choose another file for the labels.</source>
        <translation>请将其移走，或为标签选择另一个文件。</translation>
    </message>
    <message>
        <source>Move them into their class folder or out of the source folder, or list the right ones in a CSV file.</source>
        <translation>请将它们移入类别文件夹或移出源域文件夹，或在 CSV 文件中列出正确的图片。</translation>
    </message>
    <message>
        <source>Name of the feature extractor: lite0-2 or any timm model.</source>
        <translation>特征提取模型的名称：lite0-2 或任一 timm 模型。</translation>
    </message>
    <message>
        <source>Name the backbone that the file was saved from.</source>
        <translation>请指定保存该文件的模型。</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>近邻数</translation>
    </message>
    <message>
        <source>Neighbours count if pairs so alike are of one class this often in the source.</source>
        <translation>在源域中，这样相似的图片有此比例属于同一类时，近邻才计入。</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>新相机</translation>
    </message>
    <message>
        <source>No image in %1 can be read, so that the exported model can&apos;t be compared with the run&apos;s.</source>
        <translation>%1 中没有能读取的图片，因此无法将导出的模型与本次运行的模型比较。</translation>
    </message>
    <message>
        <source>No image of the class %1 is left: all that can be read were excluded.</source>
        <translation>类别 %1 没有图片了：可读的都被排除了。</translation>
    </message>
    <message>
        <source>No picture is none of these.</source>
        <translation>没有“都不是”的图片。</translation>
    </message>
    <message>
        <source>No picture of this group is chosen.</source>
        <translation>没有选中这一组的图片。</translation>
    </message>
    <message>
        <source>None of the chosen pictures can go into this format.</source>
        <translation>所选图片都无法以此格式导出。</translation>
    </message>
    <message>
        <source>Number of target images whose word counts half.</source>
        <translation>目标域图片达到此数时，其影响占一半。</translation>
    </message>
    <message>
        <source>Old camera</source>
        <translation>旧相机</translation>
    </message>
    <message>
        <source>Own statistics</source>
        <translation>自身统计量</translation>
    </message>
    <message>
        <source>Passes in one round</source>
        <translation>每轮遍历次数</translation>
    </message>
    <message>
        <source>Put some of them back, or take the class out of the labelled images.</source>
        <translation>请放回一些，或从已标注图片中去掉该类别。</translation>
    </message>
    <message>
        <source>Put them back, or say where they are now: --source FOLDER, or in the window on Folders.</source>
        <translation>请放回原处，或指明现在的位置：--source 文件夹，或在窗口的“文件夹”页指定。</translation>
    </message>
    <message>
        <source>Put them back, or say where they are now: --target FOLDER, or in the window on Folders.</source>
        <translation>请放回原处，或指明现在的位置：--target 文件夹，或在窗口的“文件夹”页指定。</translation>
    </message>
    <message>
        <source>Rename one of them, or put their images into one folder.</source>
        <translation>请重命名其中一个，或将图片放进同一个文件夹。</translation>
    </message>
    <message>
        <source>Replace its images, or take the class out of the labelled images.</source>
        <translation>请替换其图片，或从已标注图片中去掉该类别。</translation>
    </message>
    <message>
        <source>Rounds over which that weight grows from zero; 0 for none.</source>
        <translation>该权重从零逐步增大所用的轮数；0 表示不逐步增大。</translation>
    </message>
    <message>
        <source>The class folder %1 of %2 holds no image that can be read: %3.</source>
        <translation>%2 的类别文件夹 %1 中没有可读的图片：%3。</translation>
    </message>
    <message>
        <source>These classes differ only in capitals, spaces, unseen signs or the form of their letters: %1.</source>
        <translation>这些类别只在大小写、空格、不可见字符或字符编码形式上不同：%1。</translation>
    </message>
    <message>
        <source>Training the feature extractor on the old camera&apos;s pictures named no more of them right.</source>
        <translation>用旧相机的图片训练特征提取模型后，正确标注的图片并没有增多。</translation>
    </message>
    <message>
        <source>`frozen` trains classifiers on cached features, `finetune` trains the feature extractor too; `auto` is `frozen`, unless the weights are random.</source>
        <translation>`frozen` 在缓存的特征上训练分类器，`finetune` 同时训练特征提取模型；`auto` 即 `frozen`，除非权重是随机的。</translation>
    </message>
    <message>
        <source>Passes over the old camera</source>
        <translation>旧相机遍历次数</translation>
    </message>
    <message>
        <source>%1 is damaged: the range of the source images&apos; values is none.</source>
        <translation>%1 已损坏：源图片的数值范围无效。</translation>
    </message>
    <message>
        <source>%1 is damaged: the range of the target images&apos; values is none.</source>
        <translation>%1 已损坏：目标图片的数值范围无效。</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 不是文件。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be copied to %2: %3.</source>
        <translation>无法将 %1 复制到 %2：%3。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be made: %2.</source>
        <translation>无法创建 %1：%2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: it has %2 rows for %3 images.</source>
        <translation>无法使用 %1：图片有 %3 张，表中却有 %2 行。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: it is missing.</source>
        <translation>无法使用 %1：文件缺失。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: it is not what round %2 wrote.</source>
        <translation>无法使用 %1：内容与第 %2 轮写入的不一致。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: it is of another network.</source>
        <translation>无法使用 %1：它属于另一个模型。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: it lacks %2.</source>
        <translation>无法使用 %1：缺少 %2。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: it names classes that there are not.</source>
        <translation>无法使用 %1：其中有不存在的类别。</translation>
    </message>
    <message>
        <source>%1 is damaged: it is empty.</source>
        <translation>%1 已损坏：文件为空。</translation>
    </message>
    <message>
        <source>%1 is damaged: its version is %2.</source>
        <translation>%1 已损坏：版本号为 %2。</translation>
    </message>
    <message>
        <source>%1 names an image outside its folder: %2.</source>
        <translation>%1 中有图片位于图片文件夹之外：%2。</translation>
    </message>
    <message>
        <source>A file can&apos;t be used: %1.</source>
        <translation>无法使用文件：%1。</translation>
    </message>
    <message>
        <source>Delete that file: the answers are then learnt again.</source>
        <translation>请删除该文件：程序会重新学习这些回答。</translation>
    </message>
    <message>
        <source>Don&apos;t use this project: it was not made by dclgui, or somebody has changed it.</source>
        <translation>请勿使用此项目：它不是由 dclgui 创建的，或者已被人改动。</translation>
    </message>
    <message>
        <source>Files that are passed over: %1.</source>
        <translation>被跳过的文件：%1。</translation>
    </message>
    <message>
        <source>Free some space on the disk, then try again; the labels of before are kept.</source>
        <translation>请腾出磁盘空间后重试；原来的标签保留不变。</translation>
    </message>
    <message>
        <source>Free some space, and move away what bears this name.</source>
        <translation>请清理磁盘空间，并移走同名的文件。</translation>
    </message>
    <message>
        <source>Free some space, then try again; what was finished is kept.</source>
        <translation>请清理磁盘空间后重试；已完成的内容均已保留。</translation>
    </message>
    <message>
        <source>Free some space, then try again; what was kept before is kept.</source>
        <translation>请清理磁盘空间后重试；之前保存的内容均已保留。</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Name a file, not a folder, a pipe or a device.</source>
        <translation>请指定一个文件，而不是文件夹、管道或设备。</translation>
    </message>
    <message>
        <source>Line %1 of %2 calls %3 %4, line %5 calls it %6.</source>
        <translation>%2 的第 %1 行称 %3 为 %4，第 %5 行称之为 %6。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: another program has it open.</source>
        <translation>无法使用 %1：它正被其他程序打开。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be used: its path has %2 characters, more than Windows allows here.</source>
        <translation>无法使用 %1：其路径有 %2 个字符，超过本机 Windows 允许的长度。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: another program has it open.</source>
        <translation>无法写入 %1：它正被其他程序打开。</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: its path has %2 characters, more than Windows allows here.</source>
        <translation>无法写入 %1：其路径有 %2 个字符，超过本机 Windows 允许的长度。</translation>
    </message>
    <message>
        <source>%1 has more than one column %2.</source>
        <translation>%1 有不止一列 %2。</translation>
    </message>
    <message>
        <source>%1 has no picture&apos;s JSON of labelme or X-AnyLabeling.</source>
        <translation>%1 中没有 labelme 或 X-AnyLabeling 的图片 JSON 文件。</translation>
    </message>
    <message>
        <source>%1 holds a JSON of its own on each line, which is not read.</source>
        <translation>%1 的每一行各是一个 JSON，无法读取。</translation>
    </message>
    <message>
        <source>%1 is not as labelme writes it: its flags are no list of names.</source>
        <translation>%1 不符合 labelme 的格式：其 flags 不是名称列表。</translation>
    </message>
    <message>
        <source>%1 is the last class.</source>
        <translation>%1 是最后一个类别。</translation>
    </message>
    <message>
        <source>%1 knows none of its images yet.</source>
        <translation>%1 还不知道自己的图片。</translation>
    </message>
    <message>
        <source>A class can&apos;t be merged into itself.</source>
        <translation>类别不能合并到自身。</translation>
    </message>
    <message>
        <source>A file can&apos;t be used: another program has it open.</source>
        <translation>无法使用某个文件：它正被其他程序打开。</translation>
    </message>
    <message>
        <source>A file can&apos;t be used: its path has %1 characters, more than Windows allows here.</source>
        <translation>无法使用某个文件：其路径有 %1 个字符，超过本机 Windows 允许的长度。</translation>
    </message>
    <message>
        <source>Add another one first.</source>
        <translation>请先添加另一个类别。</translation>
    </message>
    <message>
        <source>COCO-style image tags: pictures and one JSON file, as datumaro reads them</source>
        <translation>COCO 样式的图像标签：图片与单个 JSON 文件，datumaro 可直接读取</translation>
    </message>
    <message>
        <source>CVAT for images 1.1: pictures and tags in one XML file</source>
        <translation>CVAT for images 1.1：图片，标签存于单个 XML 文件</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请选择另一个。</translation>
    </message>
    <message>
        <source>Choose one picture: a JPEG, PNG, TIFF or another kind that can be opened.</source>
        <translation>请选择一张图片：JPEG、PNG、TIFF 或其他可以打开的格式。</translation>
    </message>
    <message>
        <source>Choose the folder that they were saved to.</source>
        <translation>请选择保存这些文件的文件夹。</translation>
    </message>
    <message>
        <source>Close it in other programs, check the disk and the rights on that place, then try again.</source>
        <translation>请在其他程序中关闭它，检查磁盘以及该位置的权限，然后重试。</translation>
    </message>
    <message>
        <source>Drop a picture on Review to find the ones like it.</source>
        <translation>将图片拖到“复核”页，即可查找与其相似的图片。</translation>
    </message>
    <message>
        <source>Drop one picture.</source>
        <translation>请只拖入一张图片。</translation>
    </message>
    <message>
        <source>FiftyOne image classifications: pictures, predictions and ground truth</source>
        <translation>FiftyOne 图像分类：图片、预测与真值</translation>
    </message>
    <message>
        <source>Go back by the chip or Esc, then save it.</source>
        <translation>请点筛选条件上的叉或按 Esc 返回，再保存。</translation>
    </message>
    <message>
        <source>In Label Studio, ask by Choices.</source>
        <translation>请在 Label Studio 中用 Choices 提问。</translation>
    </message>
    <message>
        <source>Keep the one that counts.</source>
        <translation>请保留有效的一列。</translation>
    </message>
    <message>
        <source>Links between %1 and %2 put %3 images into both.</source>
        <translation>由于链接，有 %3 张图片同时在 %1 和 %2 中。</translation>
    </message>
    <message>
        <source>List images of two or more classes.</source>
        <translation>请列出两个或更多类别的图片。</translation>
    </message>
    <message>
        <source>Make it first, or choose another place.</source>
        <translation>请先创建该文件夹，或选择其他位置。</translation>
    </message>
    <message>
        <source>No image has come to %1.</source>
        <translation>%1 中没有新增图片。</translation>
    </message>
    <message>
        <source>No image of the class %1 in %2 can be read. %3: %4.</source>
        <translation>%2 中类别 %1 的图片都无法读取。%3：%4。</translation>
    </message>
    <message>
        <source>No image will get these names.</source>
        <translation>不会有图片得到这些标签。</translation>
    </message>
    <message>
        <source>None of the chosen pictures is in %1 any more.</source>
        <translation>所选图片都已不在 %1 中。</translation>
    </message>
    <message>
        <source>None of the columns %1 of %2 holds names of this project&apos;s classes.</source>
        <translation>%2 的列 %1 中都没有此项目的类别名称。</translation>
    </message>
    <message>
        <source>Not learnt from, since they lie in no class folder of %1: %2, the first is %3.</source>
        <translation>不在 %1 的任何类别文件夹中，因此不参与学习：%2 张，第一张是 %3。</translation>
    </message>
    <message>
        <source>Not one image of the class %1 that %2 lists is there, the first is %3.</source>
        <translation>%2 列出的类别 %1 的图片一张也不存在，第一张是 %3。</translation>
    </message>
    <message>
        <source>Nothing is decided here that could be taken back.</source>
        <translation>所选图片没有可收回的决定。</translation>
    </message>
    <message>
        <source>Nothing is done here with files.</source>
        <translation>此处不处理拖入的文件。</translation>
    </message>
    <message>
        <source>One picture at a time can be looked for.</source>
        <translation>一次只能查找一张图片。</translation>
    </message>
    <message>
        <source>Only the first page of each is read.</source>
        <translation>每个文件只读取第一页。</translation>
    </message>
    <message>
        <source>Picture size</source>
        <translation>图片尺寸</translation>
    </message>
    <message>
        <source>Pictures in one step</source>
        <translation>每步图片数</translation>
    </message>
    <message>
        <source>Pictures like one can&apos;t be kept as a view.</source>
        <translation>“与某图相似的图片”不能保存为方案。</translation>
    </message>
    <message>
        <source>Pictures of other kinds are read when they are saved as JPEG, PNG or TIFF.</source>
        <translation>其他格式的图片另存为 JPEG、PNG 或 TIFF 后即可读取。</translation>
    </message>
    <message>
        <source>Pictures that count half</source>
        <translation>影响减半的图片数</translation>
    </message>
    <message>
        <source>Press X on pictures that belong to no class, then name the new one.</source>
        <translation>请对不属于任何类别的图片按 X，然后为新类别命名。</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Put back a copy of its folder, or make it anew.</source>
        <translation>请恢复其文件夹的副本，或重新生成。</translation>
    </message>
    <message>
        <source>Put back a copy of that file, or delete it: the labels of S1-S6 alone are then shown.</source>
        <translation>请放回该文件的副本，或将其删除：届时将只显示 S1-S6 的标签。</translation>
    </message>
    <message>
        <source>Put back a copy of that file, or start the run over.</source>
        <translation>请放回该文件的副本，或重新开始运行。</translation>
    </message>
    <message>
        <source>Put back a copy of that folder, or delete it and run again from the round before.</source>
        <translation>请恢复该文件夹的副本，或删除它并从前一轮重新运行。</translation>
    </message>
    <message>
        <source>Put back a copy of that folder.</source>
        <translation>请放回该文件夹的副本。</translation>
    </message>
    <message>
        <source>Put back a copy of the folder %1, or delete it and run again from the round before.</source>
        <translation>请恢复文件夹 %1 的副本，或将其删除后从上一轮重新运行。</translation>
    </message>
    <message>
        <source>Put back a copy of the project&apos;s folder, or start a new project.</source>
        <translation>请恢复项目文件夹的副本，或新建项目。</translation>
    </message>
    <message>
        <source>Put back a copy of the project.</source>
        <translation>请放回项目的副本。</translation>
    </message>
    <message>
        <source>Put it back, or exclude it from the project, and export again.</source>
        <translation>请将其放回原处，或从项目中排除，然后重新导出。</translation>
    </message>
    <message>
        <source>Put its class folders back as they were, or begin a new project.</source>
        <translation>请将类别文件夹恢复原样，或新建项目。</translation>
    </message>
    <message>
        <source>Put the image back and go on with --resume.</source>
        <translation>请放回该图片，再用 --resume 继续。</translation>
    </message>
    <message>
        <source>Put the images back as they were, or run again.</source>
        <translation>请将图片恢复原样，或重新运行。</translation>
    </message>
    <message>
        <source>Put the images back as they were, or start a new project.</source>
        <translation>请将图片恢复原状，或新建项目。</translation>
    </message>
    <message>
        <source>Put the images back as they were.</source>
        <translation>请将图片恢复原状。</translation>
    </message>
    <message>
        <source>Put the setting back as it was, or start a new project for the other one.</source>
        <translation>请将该设置改回原值；要用新值，请新建项目。</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>Refine when it has ended.</source>
        <translation>请在运行结束后再改进。</translation>
    </message>
    <message>
        <source>Reinstall the package %1.</source>
        <translation>请重新安装软件包 %1。</translation>
    </message>
    <message>
        <source>Remove it, then save it anew, or update dclgui.</source>
        <translation>请删除后重新保存，或更新 dclgui。</translation>
    </message>
    <message>
        <source>Remove it.</source>
        <translation>请将其删除。</translation>
    </message>
    <message>
        <source>Rename it, or choose another format.</source>
        <translation>请重命名，或选择其他格式。</translation>
    </message>
    <message>
        <source>Restart the computer.</source>
        <translation>请重新启动计算机。</translation>
    </message>
    <message>
        <source>Round %1 can&apos;t be written to %2: %3.</source>
        <translation>第 %1 轮无法写入 %2：%3。</translation>
    </message>
    <message>
        <source>Round %1 was made with %2 %3, but %4 says %5.</source>
        <translation>第 %1 轮所用的设置 %2 为 %3，而 %4 中为 %5。</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Rounds until that weight</source>
        <translation>达到该权重的轮数</translation>
    </message>
    <message>
        <source>Run `dclgui doctor` to see why, or choose --device cpu.</source>
        <translation>请运行 `dclgui doctor` 查看原因，或选择 --device cpu。</translation>
    </message>
    <message>
        <source>Run it first, then bring decisions in.</source>
        <translation>请先运行，再导入判定。</translation>
    </message>
    <message>
        <source>Run it, or run it again from the start.</source>
        <translation>请运行，或从头重新运行。</translation>
    </message>
    <message>
        <source>Save a report and send it to us.</source>
        <translation>请保存报告并发给我们。</translation>
    </message>
    <message>
        <source>Save it again from labelme, or take it out of the folder.</source>
        <translation>请在 labelme 中重新保存，或将其移出该文件夹。</translation>
    </message>
    <message>
        <source>Save it again from the table program.</source>
        <translation>请用表格程序重新保存。</translation>
    </message>
    <message>
        <source>Save it as a list path,label, or as one JSON.</source>
        <translation>请另存为 path,label 列表，或一个完整的 JSON。</translation>
    </message>
    <message>
        <source>Save its images as JPEG or PNG, or take the folder out of the source folder.</source>
        <translation>请将其图片另存为 JPEG 或 PNG，或将该文件夹移出源域文件夹。</translation>
    </message>
    <message>
        <source>Save the model as .safetensors instead.</source>
        <translation>请改为保存成 .safetensors。</translation>
    </message>
    <message>
        <source>Save the model in another format.</source>
        <translation>请以其他格式保存模型。</translation>
    </message>
    <message>
        <source>Say which folders are the classes.</source>
        <translation>请指明哪些文件夹是类别。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Set a flag for each picture in labelme or X-AnyLabeling, or write a list path,label.</source>
        <translation>请在 labelme 或 X-AnyLabeling 中为每张图片设置标记，或写一个 path,label 列表。</translation>
    </message>
    <message>
        <source>Several columns of %1 hold names of classes: %2.</source>
        <translation>%1 有多列含有类别名称：%2。</translation>
    </message>
    <message>
        <source>Share of a source label that is spread evenly over all classes in training (S1, S52).</source>
        <translation>训练时从源域标签中分出、平均分给所有类别的比例（S1、S52）。</translation>
    </message>
    <message>
        <source>Side in pixels of the square that the model sees.</source>
        <translation>模型所见方形图片的边长（像素）。</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing steps</source>
        <translation>平滑次数</translation>
    </message>
    <message>
        <source>Smoothing steps before S31.</source>
        <translation>S31 之前的平滑次数。</translation>
    </message>
    <message>
        <source>So the old model keeps it as it was; the rounds train it with the new pictures.</source>
        <translation>因此旧模型保持该模型不变；后续各轮会结合新图片训练它。</translation>
    </message>
    <message>
        <source>Softmax temperature</source>
        <translation>softmax 温度</translation>
    </message>
    <message>
        <source>Stop that one, or choose another file for the labels.</source>
        <translation>请停止那个监视，或为标签选择另一个文件。</translation>
    </message>
    <message>
        <source>Task %1 of %2 is not as Label Studio writes it: %3.</source>
        <translation>%2 的第 %1 个任务不符合 Label Studio 的格式：%3。</translation>
    </message>
    <message>
        <source>Task %1 of %2 names no image.</source>
        <translation>%2 的第 %1 个任务没有指明图片。</translation>
    </message>
    <message>
        <source>Temperature of the softmax weighting; larger is flatter.</source>
        <translation>softmax 加权的温度；越大越平缓。</translation>
    </message>
    <message>
        <source>The JSON files in %1 name shapes, and no flag is set that names a picture as a whole.</source>
        <translation>%1 中的 JSON 文件只为形状命名，没有设置为整张图片命名的标记（flag）。</translation>
    </message>
    <message>
        <source>The answers in %1 are no choices but %2, which name no picture as a whole.</source>
        <translation>%1 中的回答不是选项（Choices），而是 %2，不能为整张图片命名。</translation>
    </message>
    <message>
        <source>The backbone %1 can&apos;t be exported in this format: %2.</source>
        <translation>特征提取模型 %1 无法以此格式导出：%2。</translation>
    </message>
    <message>
        <source>The backbone %1 can&apos;t run in onnxruntime: %2.</source>
        <translation>模型 %1 无法在 onnxruntime 中运行：%2。</translation>
    </message>
    <message>
        <source>The backbone %1 can&apos;t take images of %2 pixels: %3</source>
        <translation>模型 %1 不接受 %2 像素的图片：%3</translation>
    </message>
    <message>
        <source>The child process that works for the window does not answer.</source>
        <translation>为窗口工作的子进程没有应答。</translation>
    </message>
    <message>
        <source>The classes are %1.</source>
        <translation>现有类别：%1。</translation>
    </message>
    <message>
        <source>The description inside the model %1 is damaged.</source>
        <translation>模型 %1 内的说明已损坏。</translation>
    </message>
    <message>
        <source>The device cuda was asked for, but torch finds no NVIDIA GPU.</source>
        <translation>指定了 cuda 设备，但 torch 未找到 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>The device has too little memory.</source>
        <translation>设备内存不足。</translation>
    </message>
    <message>
        <source>The device mps was asked for, but this is no Mac with an Apple GPU.</source>
        <translation>指定了 mps 设备，但本机不是带 Apple GPU 的 Mac。</translation>
    </message>
    <message>
        <source>The device ran out of memory; from here on %1 images go through the model at a time.</source>
        <translation>设备内存不足；此后每次向模型送入 %1 张图片。</translation>
    </message>
    <message>
        <source>The first line of %1 does not name the columns path and label.</source>
        <translation>%1 的第一行没有 path 和 label 两列。</translation>
    </message>
    <message>
        <source>The folder %1 can&apos;t be written: %2.</source>
        <translation>文件夹 %1 无法写入：%2。</translation>
    </message>
    <message>
        <source>The folder to label, %1, lies inside the labelled one, %2.</source>
        <translation>待标注的文件夹 %1 在已标注的文件夹 %2 之内。</translation>
    </message>
    <message>
        <source>The folders of %1 have two readings: %2 may be classes, or parts of one data set with the classes %3.</source>
        <translation>%1 的文件夹有两种理解：%2 可能是类别，也可能是同一数据集的几个部分，其类别为 %3。</translation>
    </message>
    <message>
        <source>The images were found beside the list.</source>
        <translation>图片已在列表旁找到。</translation>
    </message>
    <message>
        <source>The labelled folder has other classes now than when the model was made.</source>
        <translation>已标注文件夹中的类别与建立模型时不同。</translation>
    </message>
    <message>
        <source>The labelled folder, %1, lies inside the one to label, %2.</source>
        <translation>已标注的文件夹 %1 在待标注的文件夹 %2 之内。</translation>
    </message>
    <message>
        <source>The labels of round %1 in %2 can&apos;t be read: %3.</source>
        <translation>%2 中第 %1 轮的标签无法读取：%3。</translation>
    </message>
    <message>
        <source>The labels stay close to the old model&apos;s; they get better with a hundred images or more.</source>
        <translation>标签与旧模型的相近；有一百张以上图片时会更好。</translation>
    </message>
    <message>
        <source>The map can&apos;t be written to %1: %2.</source>
        <translation>分布图无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>The mode frozen keeps the backbone as it is, and a backbone from scratch knows nothing.</source>
        <translation>frozen 模式保持特征提取模型不变，而随机初始化的模型什么都不会。</translation>
    </message>
    <message>
        <source>The model %1 can&apos;t be read: it is damaged or no ONNX file.</source>
        <translation>无法读取模型 %1：文件已损坏或不是 ONNX 文件。</translation>
    </message>
    <message>
        <source>The model %1 can&apos;t be read; it is damaged.</source>
        <translation>模型 %1 无法读取；它已损坏。</translation>
    </message>
    <message>
        <source>The model %1 can&apos;t label: %2.</source>
        <translation>模型 %1 无法标注：%2。</translation>
    </message>
    <message>
        <source>The model %1 does not say how large its pictures are.</source>
        <translation>模型 %1 没有说明其图片的大小。</translation>
    </message>
    <message>
        <source>The model %1 does not say of which round it is.</source>
        <translation>模型 %1 未说明它属于哪一轮。</translation>
    </message>
    <message>
        <source>The model %1 does not say which classes it knows.</source>
        <translation>模型 %1 没有说明它认识哪些类别。</translation>
    </message>
    <message>
        <source>The model %1 does not say which values of a picture are black and white.</source>
        <translation>模型 %1 没有说明图片的哪些数值为黑和白。</translation>
    </message>
    <message>
        <source>The model %1 is damaged: it does not know %2 classes.</source>
        <translation>模型 %1 已损坏：它认识的类别不是 %2 个。</translation>
    </message>
    <message>
        <source>The model %1 is damaged: its parts don&apos;t fit.</source>
        <translation>模型 %1 已损坏：各部分互不相符。</translation>
    </message>
    <message>
        <source>The model %1 is of a format that is no longer read (%2).</source>
        <translation>模型 %1 的格式（%2）已不再支持。</translation>
    </message>
    <message>
        <source>The model %1 lacks a part: it does not give %2.</source>
        <translation>模型 %1 缺少一部分：它不输出 %2。</translation>
    </message>
    <message>
        <source>The model %1 was exported by a newer dclgui (its format is %2, the newest known %3).</source>
        <translation>模型 %1 由更新版本的 dclgui 导出（其格式为 %2，已知最新格式为 %3）。</translation>
    </message>
    <message>
        <source>The model holds no weights of its backbone %1, which an earlier version left out.</source>
        <translation>该模型不含其特征提取模型 %1 的权重，早期版本没有写入。</translation>
    </message>
    <message>
        <source>The model in %1 gives other labels than the run&apos;s own (probabilities differ by up to %2); it was not kept.</source>
        <translation>%1 中的模型给出的标签与本次运行的模型不同（概率相差最多 %2），因此没有保留。</translation>
    </message>
    <message>
        <source>The model is less sure of %1 of the newest %2 images than of nine in ten of those that it was adapted to.</source>
        <translation>最新 %2 张图片中，有 %1 让模型比对其适应所用图片中的十分之九更没有把握。</translation>
    </message>
    <message>
        <source>The model predicts %1 of %2 images otherwise than in the run, so that their probabilities can&apos;t be told.</source>
        <translation>%2 张图片中有 %1 张的预测与运行时不同，因此无法给出它们的概率。</translation>
    </message>
    <message>
        <source>The name %1 has a control character, which CVAT&apos;s XML can&apos;t hold.</source>
        <translation>名称 %1 含有控制字符，CVAT 的 XML 无法保存。</translation>
    </message>
    <message>
        <source>The name of the new class holds a sign that can&apos;t be shown.</source>
        <translation>新类别的名称含有无法显示的字符。</translation>
    </message>
    <message>
        <source>The new class has no name.</source>
        <translation>新类别没有名称。</translation>
    </message>
    <message>
        <source>The new images hardly differ from the old ones, so the labels stay the old model&apos;s.</source>
        <translation>新旧图片几乎没有差别，标签沿用旧模型的结果。</translation>
    </message>
    <message>
        <source>The new labels can&apos;t be written to %1: %2.</source>
        <translation>新标签无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>The newest round knows all of your decisions.</source>
        <translation>最新一轮已经学习了您的全部决定。</translation>
    </message>
    <message>
        <source>The packaged program has the map by PCA only; choose that.</source>
        <translation>打包的程序只有 PCA 分布图；请选择它。</translation>
    </message>
    <message>
        <source>The paths in %1 are another computer&apos;s: %2 was left off all of them.</source>
        <translation>%1 中的路径来自另一台计算机：已从所有路径中去掉 %2。</translation>
    </message>
    <message>
        <source>The picture %1 is no longer there, so nothing was exported.</source>
        <translation>图片 %1 已不存在，因此没有导出任何内容。</translation>
    </message>
    <message>
        <source>The program that does the work could not be started.</source>
        <translation>工作程序无法启动。</translation>
    </message>
    <message>
        <source>The program that does the work ended unexpectedly (code %1).</source>
        <translation>工作程序意外结束（代码 %1）。</translation>
    </message>
    <message>
        <source>The program that does the work ended unexpectedly (signal %1).</source>
        <translation>工作程序意外结束（信号 %1）。</translation>
    </message>
    <message>
        <source>The project %1 has finished %2 rounds already.</source>
        <translation>项目 %1 已完成 %2 轮。</translation>
    </message>
    <message>
        <source>The project %1 has no class %2.</source>
        <translation>项目 %1 没有类别 %2。</translation>
    </message>
    <message>
        <source>The project %1 has no finished round yet, so no class can be added.</source>
        <translation>项目 %1 还没有完成的轮次，不能添加类别。</translation>
    </message>
    <message>
        <source>The project %1 has no finished round yet.</source>
        <translation>项目 %1 还没有完成的轮次。</translation>
    </message>
    <message>
        <source>The project %1 has no labels to report on yet.</source>
        <translation>项目 %1 还没有可报告的标签。</translation>
    </message>
    <message>
        <source>The project %1 is in use by another run.</source>
        <translation>项目 %1 正被另一次运行使用。</translation>
    </message>
    <message>
        <source>The project %1 is open in another window.</source>
        <translation>项目 %1 已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>The project %1 is read-only.</source>
        <translation>项目 %1 是只读的。</translation>
    </message>
    <message>
        <source>The project has no finished round that says where its images lie.</source>
        <translation>项目还没有可用于分布图的已完成轮次。</translation>
    </message>
    <message>
        <source>The pseudo-labels of round %1 in %2 can&apos;t be read: %3.</source>
        <translation>无法读取 %2 中第 %1 轮的伪标签：%3。</translation>
    </message>
    <message>
        <source>The result is the same but takes longer. Close other programs on the GPU, or set a smaller batch.</source>
        <translation>结果相同，但更慢。请关闭占用 GPU 的其他程序，或减小批量。</translation>
    </message>
    <message>
        <source>The same fraction in the last round; it grows evenly in between.</source>
        <translation>最后一轮的同一比例；其间均匀增大。</translation>
    </message>
    <message>
        <source>The same seed repeats a CPU run bit for bit.</source>
        <translation>相同的种子可在 CPU 上得到完全相同的结果。</translation>
    </message>
    <message>
        <source>The setting %1 can&apos;t be %2: %3.</source>
        <translation>设置 %1 不能为 %2：%3。</translation>
    </message>
    <message>
        <source>The source %1 has only one class, %2; it takes two or more to tell apart.</source>
        <translation>源域 %1 只有一个类别 %2；至少需要两个类别才能区分。</translation>
    </message>
    <message>
        <source>The source %1 is a file, not a folder.</source>
        <translation>源域 %1 是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>The source folder %1 has images but no class sub-folders.</source>
        <translation>源域文件夹 %1 中有图片，但没有类别子文件夹。</translation>
    </message>
    <message>
        <source>The source images are missing: there is nothing at %1.</source>
        <translation>源域图片缺失：%1 处没有内容。</translation>
    </message>
    <message>
        <source>The source images are needed, and there is nothing at %1.</source>
        <translation>需要源域图片，但 %1 处没有内容。</translation>
    </message>
    <message>
        <source>The source images in %1 no longer fit this project: images were renamed, removed or put between the others.</source>
        <translation>%1 中的源域图片已与本项目不符：有图片被改名、删除或插入。</translation>
    </message>
    <message>
        <source>The source images in %1 no longer fit this project: the class names are no longer the same.</source>
        <translation>%1 中的源域图片已与本项目不符：类别名称已改变。</translation>
    </message>
    <message>
        <source>The target %1 is a file, not a folder.</source>
        <translation>目标域 %1 是文件，不是文件夹。</translation>
    </message>
    <message>
        <source>The target images are missing: there is nothing at %1.</source>
        <translation>目标域图片缺失：%1 处没有内容。</translation>
    </message>
    <message>
        <source>The target images are needed, and there is nothing at %1.</source>
        <translation>需要目标域图片，但 %1 处没有内容。</translation>
    </message>
    <message>
        <source>The target images in %1 no longer fit this project: images were renamed, removed or put between the others.</source>
        <translation>%1 中的目标域图片已与本项目不符：有图片被改名、删除或插入。</translation>
    </message>
    <message>
        <source>The target images in %1 no longer fit this project: the class names are no longer the same.</source>
        <translation>%1 中的目标域图片已与本项目不符：类别名称已改变。</translation>
    </message>
    <message>
        <source>The view &quot;%1&quot; can&apos;t be read.</source>
        <translation>方案“%1”无法读取。</translation>
    </message>
    <message>
        <source>The view &quot;%1&quot; is of classes or pictures that are not there.</source>
        <translation>方案“%1”中的类别或图片已不存在。</translation>
    </message>
    <message>
        <source>The watch writes its file anew: keep corrections in a copy.</source>
        <translation>监视会重新写入它的文件：请把更正保存在副本中。</translation>
    </message>
    <message>
        <source>The weights file %1 belongs to another architecture.</source>
        <translation>权重文件 %1 属于另一种结构。</translation>
    </message>
    <message>
        <source>The weights file %1 can&apos;t be read: %2</source>
        <translation>无法读取权重文件 %1：%2</translation>
    </message>
    <message>
        <source>The weights file %1 is damaged.</source>
        <translation>权重文件 %1 已损坏。</translation>
    </message>
    <message>
        <source>The weights of %1 are not installed.</source>
        <translation>未安装 %1 的权重。</translation>
    </message>
    <message>
        <source>The weights of %1 could not be fetched from the model hub: %2</source>
        <translation>无法从模型库获取 %1 的权重：%2</translation>
    </message>
    <message>
        <source>The window opens but does not paint itself.</source>
        <translation>窗口已打开，但没有显示出来。</translation>
    </message>
    <message>
        <source>There are no images in the source %1.</source>
        <translation>源域 %1 中没有图片。</translation>
    </message>
    <message>
        <source>There are no images in the source %1. Passed over: %2.</source>
        <translation>源域 %1 中没有图片。被跳过的文件：%2。</translation>
    </message>
    <message>
        <source>There are no images in the target folder %1.</source>
        <translation>目标域文件夹 %1 中没有图片。</translation>
    </message>
    <message>
        <source>There are no images in the target folder %1. Passed over: %2.</source>
        <translation>目标域文件夹 %1 中没有图片。被跳过的文件：%2。</translation>
    </message>
    <message>
        <source>There are no pictures in %1 yet.</source>
        <translation>%1 中还没有图片。</translation>
    </message>
    <message>
        <source>There are only %1 images to label.</source>
        <translation>待标注的图片只有 %1 张。</translation>
    </message>
    <message>
        <source>There is a class %1 already.</source>
        <translation>已有类别 %1。</translation>
    </message>
    <message>
        <source>There is no GPU number %1: torch finds %2, counted from 0.</source>
        <translation>没有编号为 %1 的 GPU：torch 找到 %2 个，从 0 开始编号。</translation>
    </message>
    <message>
        <source>There is no backbone named %1.</source>
        <translation>没有名为 %1 的模型。</translation>
    </message>
    <message>
        <source>There is no class %1.</source>
        <translation>没有类别 %1。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>There is no model %1.</source>
        <translation>没有模型 %1。</translation>
    </message>
    <message>
        <source>There is no source folder %1.</source>
        <translation>没有源域文件夹 %1。</translation>
    </message>
    <message>
        <source>There is no target folder %1.</source>
        <translation>没有目标域文件夹 %1。</translation>
    </message>
    <message>
        <source>There is no weights file %1.</source>
        <translation>没有权重文件 %1。</translation>
    </message>
    <message>
        <source>There is nothing at %1.</source>
        <translation>%1 处没有内容。</translation>
    </message>
    <message>
        <source>There is nothing to refine yet.</source>
        <translation>还没有可改进的内容。</translation>
    </message>
    <message>
        <source>They are learnt as different classes. If they mean the same, give them one name.</source>
        <translation>它们会作为不同的类别学习。如果含义相同，请统一名称。</translation>
    </message>
    <message>
        <source>They are learnt by heart, so that the result looks better than it is.</source>
        <translation>程序会死记这些图片，结果看起来比实际好。</translation>
    </message>
    <message>
        <source>They are named once more, as if nobody had. To keep their names, bring the list in: dclgui import.</source>
        <translation>它们会被重新标注，如同从未标注过。如要保留原有标签，请导入该列表：dclgui import。</translation>
    </message>
    <message>
        <source>They can be labelled alone: in the window on Export, or by dclgui label %1 %2 --only-new -o FILE.csv.</source>
        <translation>可以单独标注它们：在窗口的“导出”页，或用 dclgui label %1 %2 --only-new -o FILE.csv。</translation>
    </message>
    <message>
        <source>They differ in spaces or in the form of their letters, and each was taken for one class.</source>
        <translation>写法只在空格或字符编码形式上不同，已各自视为同一类别。</translation>
    </message>
    <message>
        <source>They keep their labels; what needs the pictures leaves them out.</source>
        <translation>它们的标签保留；需要图片的功能会跳过它们。</translation>
    </message>
    <message>
        <source>They may be of a camera with more bits than the file says.</source>
        <translation>相机的位深可能高于文件所标明的。</translation>
    </message>
    <message>
        <source>This map needs a library that is not installed: %1.</source>
        <translation>此分布图需要未安装的库：%1。</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>细致</translation>
    </message>
    <message>
        <source>Times that steps S2-S5 are repeated (S6).</source>
        <translation>步骤 S2-S5 的迭代次数（S6）。</translation>
    </message>
    <message>
        <source>Trust in the new camera</source>
        <translation>对新相机的信任</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>Type the name anew.</source>
        <translation>请重新输入名称。</translation>
    </message>
    <message>
        <source>Update dclgui, or choose another file name.</source>
        <translation>请更新 dclgui，或选择另一个文件名。</translation>
    </message>
    <message>
        <source>Update dclgui, or export the model again with this version.</source>
        <translation>请更新 dclgui，或用此版本重新导出模型。</translation>
    </message>
    <message>
        <source>Update dclgui, then open the project again.</source>
        <translation>请更新 dclgui，再打开项目。</translation>
    </message>
    <message>
        <source>Update the driver of the graphics card, or try another screen.</source>
        <translation>请更新显卡驱动，或换一个屏幕再试。</translation>
    </message>
    <message>
        <source>Use %1 or any model of timm, such as %2.</source>
        <translation>请使用 %1 或任一 timm 模型，例如 %2。</translation>
    </message>
    <message>
        <source>Use %1 or any model of timm.</source>
        <translation>请使用 %1 或任一 timm 模型。</translation>
    </message>
    <message>
        <source>Use its answers for training, choose, and draw anew.</source>
        <translation>把回答用于训练，选好后重新抽样。</translation>
    </message>
    <message>
        <source>Wait until that run ends, or stop it.</source>
        <translation>请等待该运行结束，或将其停止。</translation>
    </message>
    <message>
        <source>Wait until the first ones are labelled.</source>
        <translation>请等待第一批图片标注完成。</translation>
    </message>
    <message>
        <source>Weight against confusion</source>
        <translation>抗混淆权重</translation>
    </message>
    <message>
        <source>Weight beside the target loss of how often the new camera&apos;s pictures are between two classes; 0 for none (S53).</source>
        <translation>在目标损失之外，新相机的图片介于两个类别之间的程度所占的权重；0 表示不用（S53）。</translation>
    </message>
    <message>
        <source>Weight of a low-confidence image (S43): always one; the margin between its two nearest prototypes; softmax of the negative distances; or left out of training.</source>
        <translation>低置信度样本的权重（S43）：恒为一；到两个最近类原型的间隔；负距离的 softmax；或不参与训练。</translation>
    </message>
    <message>
        <source>Weight of low confidence</source>
        <translation>低置信度样本的权重</translation>
    </message>
    <message>
        <source>Weight of the new camera</source>
        <translation>新相机的权重</translation>
    </message>
    <message>
        <source>Weight of the target loss in the total loss (S53).</source>
        <translation>目标域损失在总损失中的权重（S53）。</translation>
    </message>
    <message>
        <source>What can&apos;t be seen can&apos;t be named; the machine has to guess.</source>
        <translation>看不清的东西无法标注，机器只能猜。</translation>
    </message>
    <message>
        <source>What is trained</source>
        <translation>训练范围</translation>
    </message>
    <message>
        <source>What the guarantee is to say was chosen before the sample was drawn.</source>
        <translation>保证的内容在抽样之前就已选定。</translation>
    </message>
    <message>
        <source>What the labels of %1 came from is no longer there.</source>
        <translation>%1 的标签的来源数据已不存在。</translation>
    </message>
    <message>
        <source>Which folders of the labelled images are the classes: 1 for the first ones, 2 for those inside them; 0 for those that it goes without saying of, else it is asked.</source>
        <translation>已标注图片的哪一层文件夹是类别：1 为第一层，2 为其中的子文件夹；0 为自动判断，不明确时询问。</translation>
    </message>
    <message>
        <source>White is another number there: see whether they look right.</source>
        <translation>那里代表白色的数值不同：请看显示是否正常。</translation>
    </message>
    <message>
        <source>Who names the pictures</source>
        <translation>由谁标注图片</translation>
    </message>
    <message>
        <source>YOLO classification</source>
        <translation>YOLO 分类</translation>
    </message>
    <message>
        <source>Your decisions are saved. Save a report and send it to us.</source>
        <translation>您的决定已保存。请保存报告并发给我们。</translation>
    </message>
    <message>
        <source>`auto`, `cpu`, `mps`, `cuda`, `cuda:1`.</source>
        <translation>`auto`、`cpu`、`mps`、`cuda`、`cuda:1`。</translation>
    </message>
    <message>
        <source>`committee`: several labellings of the target and what answers teach, together; `rounds`: steps S1-S6 alone.</source>
        <translation>“综合多种方法”：把目标域的多种标注与从回答中学到的合在一起；“仅各轮结果”：只用步骤 S1-S6。</translation>
    </message>
    <message>
        <source>`default` is the best measured; `patent` is the patent&apos;s plain text.</source>
        <translation>`default` 是实测最佳；`patent` 严格按专利原文。</translation>
    </message>
    <message>
        <source>`pretrained`, `scratch` (for images unlike photographs), or `file:PATH` for your own.</source>
        <translation>`pretrained`、`scratch`（用于不同于照片的图片），或 `file:PATH` 用您自己的。</translation>
    </message>
    <message>
        <source>a table for Excel and pandas, one line a picture</source>
        <translation>供 Excel 和 pandas 使用的表格，每张图片一行</translation>
    </message>
    <message>
        <source>another program has it open</source>
        <translation>它正被其他程序打开</translation>
    </message>
    <message>
        <source>are among the images to label as well</source>
        <translation>也在待标注图片之中的</translation>
    </message>
    <message>
        <source>are in files with more pages</source>
        <translation>所在文件含有多页的</translation>
    </message>
    <message>
        <source>are stored with another range of values</source>
        <translation>以不同数值范围存储的</translation>
    </message>
    <message>
        <source>are there twice</source>
        <translation>重复出现的</translation>
    </message>
    <message>
        <source>are too dark or too bright to see anything</source>
        <translation>太暗或太亮、什么都看不清的</translation>
    </message>
    <message>
        <source>arrays for cleanlab, FiftyOne and scripts: probabilities, features, distances</source>
        <translation>供 cleanlab、FiftyOne 和脚本使用的数组：概率、特征、距离</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>backbone</source>
        <translation>特征提取模型</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>bottleneck</source>
        <translation>瓶颈层</translation>
    </message>
    <message>
        <source>committee</source>
        <translation>综合多种方法</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>it has %1 bands, of which none is a colour: save it as RGB, or one of them as grey</source>
        <translation>有 %1 个波段，其中没有颜色：请另存为 RGB，或将其中一个波段另存为灰度</translation>
    </message>
    <message>
        <source>it is a DICOM picture, which can&apos;t be read: save it as TIFF or PNG</source>
        <translation>这是 DICOM 图片，无法读取：请另存为 TIFF 或 PNG</translation>
    </message>
    <message>
        <source>it is a FITS picture, which can&apos;t be read: save it as TIFF</source>
        <translation>这是 FITS 图片，无法读取：请另存为 TIFF</translation>
    </message>
    <message>
        <source>it is a HEIC picture, which can&apos;t be read: save it as JPEG or PNG</source>
        <translation>这是 HEIC 图片，无法读取：请另存为 JPEG 或 PNG</translation>
    </message>
    <message>
        <source>it is a JPEG 2000 picture with more than 8 bits a colour, which can&apos;t be read: save it as PNG or TIFF</source>
        <translation>这是每种颜色超过 8 位的 JPEG 2000 图片，无法读取：请另存为 PNG 或 TIFF</translation>
    </message>
    <message>
        <source>it is a JPEG XL picture, which can&apos;t be read: save it as JPEG or PNG</source>
        <translation>这是 JPEG XL 图片，无法读取：请另存为 JPEG 或 PNG</translation>
    </message>
    <message>
        <source>it is a JPEG XR picture, which can&apos;t be read: save it as TIFF or PNG</source>
        <translation>这是 JPEG XR 图片，无法读取：请另存为 TIFF 或 PNG</translation>
    </message>
    <message>
        <source>it is a JSON text and no picture</source>
        <translation>这是 JSON 文本，不是图片</translation>
    </message>
    <message>
        <source>it is a PDF and no picture</source>
        <translation>这是 PDF，不是图片</translation>
    </message>
    <message>
        <source>it is a Photoshop file, which can&apos;t be read: save it as PNG or TIFF</source>
        <translation>这是 Photoshop 文件，无法读取：请另存为 PNG 或 TIFF</translation>
    </message>
    <message>
        <source>it is a ZIP archive and no picture</source>
        <translation>这是 ZIP 压缩包，不是图片</translation>
    </message>
    <message>
        <source>it is a film and no picture</source>
        <translation>这是视频，不是图片</translation>
    </message>
    <message>
        <source>it is a kind of %1 that can&apos;t be read, or damaged</source>
        <translation>是无法读取的 %1 类型，或已损坏</translation>
    </message>
    <message>
        <source>it is an OpenEXR picture, which can&apos;t be read: save it as TIFF</source>
        <translation>这是 OpenEXR 图片，无法读取：请另存为 TIFF</translation>
    </message>
    <message>
        <source>it is an SVG drawing, which can&apos;t be read: save it as PNG</source>
        <translation>这是 SVG 图形，无法读取：请另存为 PNG</translation>
    </message>
    <message>
        <source>it is an array of numpy, which can&apos;t be read: save it as TIFF or PNG</source>
        <translation>这是 numpy 数组，无法读取：请另存为 TIFF 或 PNG</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>不参与</translation>
    </message>
    <message>
        <source>euclidean</source>
        <translation>欧氏</translation>
    </message>
    <message>
        <source>finetune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>have another size or shape than the rest</source>
        <translation>尺寸或形状与其他不同的</translation>
    </message>
    <message>
        <source>have nothing to see</source>
        <translation>没有任何内容的</translation>
    </message>
    <message>
        <source>have nothing to see, and they are most of them</source>
        <translation>没有任何内容、且占大多数的</translation>
    </message>
    <message>
        <source>have other colours than those of the source</source>
        <translation>颜色与源域不同的</translation>
    </message>
    <message>
        <source>imagefolder of Hugging Face datasets: pictures and metadata.jsonl</source>
        <translation>Hugging Face datasets 的 imagefolder：图片与 metadata.jsonl</translation>
    </message>
    <message>
        <source>it could not be read (%1)</source>
        <translation>无法读取（%1）</translation>
    </message>
    <message>
        <source>it has %1 KB, more than %2</source>
        <translation>大小为 %1 KB，超过 %2</translation>
    </message>
    <message>
        <source>it has %1 million pixels, which take %2 GB of memory, more than %3 GB; make it smaller, cut it into pieces, or save it as JPEG</source>
        <translation>有 %1 百万像素，需要 %2 GB 内存，超过 %3 GB；请缩小图片、切成小块，或另存为 JPEG</translation>
    </message>
    <message>
        <source>it is a pointer of Git LFS and not the picture: fetch it with git lfs pull</source>
        <translation>这是 Git LFS 指针，不是图片本身：请用 git lfs pull 取回</translation>
    </message>
    <message>
        <source>it is a pointer of git-annex and not the picture: fetch it with git annex get</source>
        <translation>这是 git-annex 指针，不是图片本身：请用 git annex get 取回</translation>
    </message>
    <message>
        <source>it is a web page and no picture, perhaps from a failed download</source>
        <translation>这是网页，不是图片，可能是下载失败所致</translation>
    </message>
    <message>
        <source>it is an HDF5 file, which can&apos;t be read: save its pictures as TIFF or PNG</source>
        <translation>这是 HDF5 文件，无法读取：请将其中的图片另存为 TIFF 或 PNG</translation>
    </message>
    <message>
        <source>it is an XML text and no picture, perhaps from a failed download</source>
        <translation>这是 XML 文本，不是图片，可能是下载失败所致</translation>
    </message>
    <message>
        <source>it is cut off: the file ends after %1 KB, before the picture does</source>
        <translation>不完整：文件在 %1 KB 处结束，图片尚未结束</translation>
    </message>
    <message>
        <source>it is damaged or of a kind that can&apos;t be read</source>
        <translation>已损坏或类型无法读取</translation>
    </message>
    <message>
        <source>it is damaged or of a kind that can&apos;t be read (%1)</source>
        <translation>已损坏或类型无法读取（%1）</translation>
    </message>
    <message>
        <source>it is no longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>不是文件</translation>
    </message>
    <message>
        <source>it is not an image</source>
        <translation>不是图片</translation>
    </message>
    <message>
        <source>it is packed with gzip: unpack it</source>
        <translation>这是 gzip 压缩文件：请先解压</translation>
    </message>
    <message>
        <source>it is too large for this computer&apos;s memory</source>
        <translation>超出本机内存</translation>
    </message>
    <message>
        <source>its colours have 16 bits and lie in a form that can&apos;t be read; save it as PNG, or as TIFF without planes</source>
        <translation>其颜色为 16 位，存储方式无法读取；请另存为 PNG，或不分平面的 TIFF</translation>
    </message>
    <message>
        <source>its lower part is missing, perhaps from a broken copy</source>
        <translation>下半部分缺失，可能是复制中断所致</translation>
    </message>
    <message>
        <source>its name holds bytes that are not text; rename the file or folder</source>
        <translation>名称含有非文本字节；请重命名文件或文件夹</translation>
    </message>
    <message>
        <source>its path has %1 characters, more than Windows allows here</source>
        <translation>其路径有 %1 个字符，超过本机 Windows 允许的长度</translation>
    </message>
    <message>
        <source>joint</source>
        <translation>合为一批</translation>
    </message>
    <message>
        <source>labelme</source>
        <translation>labelme</translation>
    </message>
    <message>
        <source>labelme and X-AnyLabeling: pictures, and a JSON with flags beside each</source>
        <translation>labelme 与 X-AnyLabeling：图片，每张旁边有一个带 flags 的 JSON 文件</translation>
    </message>
    <message>
        <source>margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>按实测</translation>
    </message>
    <message>
        <source>none of its values is a finite number</source>
        <translation>没有一个有效数值</translation>
    </message>
    <message>
        <source>one</source>
        <translation>恒为一</translation>
    </message>
    <message>
        <source>own</source>
        <translation>各用各的</translation>
    </message>
    <message>
        <source>rounds</source>
        <translation>仅各轮结果</translation>
    </message>
    <message>
        <source>softmax</source>
        <translation>softmax</translation>
    </message>
    <message>
        <source>take hardly any of the levels from black to white</source>
        <translation>几乎没有用到黑白之间各级灰度的</translation>
    </message>
    <message>
        <source>tasks with predictions and annotations, and the labelling interface</source>
        <translation>带有预测和标注的任务，以及标注界面配置</translation>
    </message>
    <message>
        <source>the file holds nothing but zeros, perhaps from a broken copy</source>
        <translation>文件内容全为零，可能是复制中断所致</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the pictures sorted into one folder for each class</source>
        <translation>图片按类别分入各自的文件夹</translation>
    </message>
    <message>
        <source>the pictures split into train and val, a folder for each class in both</source>
        <translation>图片分为 train 和 val 两部分，各含每个类别的文件夹</translation>
    </message>
    <message>
        <source>the same table for programs, one JSON object a line</source>
        <translation>供程序读取的同一表格，每行一个 JSON 对象</translation>
    </message>
    <message>
        <source>torch runs it instead, with the same result, about three times slower.</source>
        <translation>改由 torch 运行，结果相同，速度约慢三倍。</translation>
    </message>
    <message>
        <source>you have no permission to read it</source>
        <translation>没有读取权限</translation>
    </message>
</context>
<context>
    <name>Setup</name>
    <message>
        <source>What a run does</source>
        <translation>运行做什么</translation>
    </message>
    <message>
        <source>Advanced ▸</source>
        <translation>高级 ▸</translation>
    </message>
    <message>
        <source>Advanced ▾</source>
        <translation>高级 ▾</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>folded away</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Every setting of the method, with the device to run on.</source>
        <translation>方法的所有设置，以及运行设备。</translation>
    </message>
    <message>
        <source>Your own settings: %1</source>
        <translation>您的自定义设置：%1</translation>
    </message>
</context>
<context>
    <name>ShareBars</name>
    <message>
        <source>Class shares</source>
        <translation>各类占比</translation>
    </message>
    <message>
        <source>Above the old camera&apos;s share of the class, below the new camera&apos;s in the newest round.</source>
        <translation>上为旧相机中该类的占比，下为新相机最新一轮的占比。</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Label a new camera&apos;s pictures from an old camera&apos;s</source>
        <translation>用旧相机的图片标注新相机的图片</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Your pictures are only read.</source>
        <translation>一切都留在本机。您的图片只读不改。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Start with two folders: pictures with names, and pictures that need them.</source>
        <translation>从两个文件夹开始：已有标签的图片和需要标签的图片。</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新项目</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Go on with a project that is kept on this computer.</source>
        <translation>继续本机上的项目。</translation>
    </message>
    <message>
        <source>Open a project…</source>
        <translation>打开项目…</translation>
    </message>
    <message>
        <source>Drawing the pictures of a made-up line. It opens when it is ready.</source>
        <translation>正在绘制合成产线的图片，完成后自动打开。</translation>
    </message>
    <message>
        <source>See how it works on a small line of made-up parts. Takes a few seconds to draw.</source>
        <translation>用一条合成零件的小产线看看效果。绘制只需几秒。</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示项目</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop drawing the demo</source>
        <translation>停止绘制演示</translation>
    </message>
    <message>
        <source>Progress of the demo&apos;s pictures</source>
        <translation>演示图片的进度</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>The projects that you make or open will be listed here.</source>
        <translation>您创建或打开的项目会列在这里。</translation>
    </message>
    <message>
        <source>A project folder can also be dropped anywhere on this window.</source>
        <translation>也可将项目文件夹拖到窗口任意处。</translation>
    </message>
    <message>
        <source>Take it off this list; the project itself stays.</source>
        <translation>从列表移除；项目本身保留。</translation>
    </message>
    <message>
        <source>Take %1 off the list</source>
        <translation>将 %1 从列表移除</translation>
    </message>
    <message>
        <source>round %1, %2 worth a look</source>
        <translation>第 %1 轮，%2 张值得一看</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Choose an empty folder for the demo.</source>
        <translation>请为演示选择空文件夹。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>An empty folder for the demo</source>
        <translation>演示用的空文件夹</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>运行进度</translation>
    </message>
    <message>
        <source>Accuracy unknown until audited</source>
        <translation>抽检之前准确率未知</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>停止并保留</translation>
    </message>
    <message>
        <source>CPU, one core</source>
        <translation>CPU，1 核</translation>
    </message>
    <message>
        <source>CPU, %1 cores</source>
        <translation>CPU，%1 核</translation>
    </message>
    <message>
        <source>so far %1–%2 % right</source>
        <translation>目前 %1–%2 % 正确</translation>
    </message>
    <message>
        <source>%1–%2 % right</source>
        <translation>%1–%2 % 正确</translation>
    </message>
    <message>
        <source>%1 right (%2–%3)</source>
        <translation>%1 正确（%2–%3）</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Learn the old camera</source>
        <translation>学习旧相机</translation>
    </message>
    <message>
        <source>Start the new model</source>
        <translation>建立新模型</translation>
    </message>
    <message>
        <source>Sort by confidence</source>
        <translation>按置信度分组</translation>
    </message>
    <message>
        <source>Prototypes</source>
        <translation>类原型</translation>
    </message>
    <message>
        <source>Train on both</source>
        <translation>两者共同训练</translation>
    </message>
    <message>
        <source>A classifier is trained on the old camera&apos;s labelled pictures.</source>
        <translation>用旧相机的已标注图片训练分类器。</translation>
    </message>
    <message>
        <source>The new camera&apos;s model starts as a copy of it.</source>
        <translation>新相机的模型从它的副本开始。</translation>
    </message>
    <message>
        <source>Every new picture is judged; in each class the lowest entropies are high confidence.</source>
        <translation>逐一判断每张新图片；每个类别中信息熵最低的为高置信度。</translation>
    </message>
    <message>
        <source>Each class gets its typical features, the prototype; a picture of low confidence takes the nearest.</source>
        <translation>每个类别得到其典型特征，即类原型；低置信度图片取最近的类原型。</translation>
    </message>
    <message>
        <source>The model is trained on the old labels and on the new names together.</source>
        <translation>用旧标签和新标签一起训练模型。</translation>
    </message>
    <message>
        <source>Steps S2 to S5 are one round; they repeat.</source>
        <translation>步骤 S2 至 S5 为一轮，反复迭代。</translation>
    </message>
    <message>
        <source>Steps of the method</source>
        <translation>方法的步骤</translation>
    </message>
    <message>
        <source>Again, round by round</source>
        <translation>逐轮迭代</translation>
    </message>
    <message>
        <source>Round %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>复核</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>抽检</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
</context>
<context>
    <name>SureStrip</name>
    <message>
        <source>High confidence, newest round</source>
        <translation>最新一轮的高置信度图片</translation>
    </message>
    <message>
        <source>After the first round, pictures of high confidence are here with their names.</source>
        <translation>第一轮之后，这里显示高置信度图片及其标签。</translation>
    </message>
</context>
<context>
    <name>Sureness</name>
    <message>
        <source>%1 of %2 are worth a look.</source>
        <translation>%2 张图片中有 %1 张值得一看。</translation>
    </message>
    <message>
        <source>Nothing doubtful is left.</source>
        <translation>没有存疑的图片了。</translation>
    </message>
    <message>
        <source>Every picture is decided by a person or in the audit.</source>
        <translation>每张图片都已由人判定，或在抽检之中。</translation>
    </message>
    <message>
        <source>No picture of low confidence is left.</source>
        <translation>没有低置信度的图片了。</translation>
    </message>
    <message>
        <source>Only an audit tells how many names are right.</source>
        <translation>只有抽检才能说明有多少标签正确。</translation>
    </message>
    <message>
        <source>Which names are sure is not known yet; your answers will show that.</source>
        <translation>哪些标签可以确定尚不清楚；您的回答会显示出来。</translation>
    </message>
    <message>
        <source>1 of %2 is worth a look.</source>
        <translation>%2 张图片中有 1 张值得一看。</translation>
    </message>
    <message>
        <source>No other name is sure so far.</source>
        <translation>目前还没有其他可以确定的标签。</translation>
    </message>
    <message>
        <source>%1 names are sure: about %2 of them wrong, by the answers alone.</source>
        <translation>%1 个标签可以确定：仅依据回答估计，其中约 %2 错误。</translation>
    </message>
    <message>
        <source>One name is sure: in about %2 of such cases wrong, by the answers alone.</source>
        <translation>有 1 个标签可以确定：仅据回答估计，这类标签约 %2 有错。</translation>
    </message>
</context>
<context>
    <name>TermsForm</name>
    <message>
        <source>Share of wrong labels that may remain</source>
        <translation>允许残留的错误比例</translation>
    </message>
    <message>
        <source>How sure that is</source>
        <translation>把握程度</translation>
    </message>
    <message>
        <source>at most %1 wrong</source>
        <translation>最多 %1 错误</translation>
    </message>
    <message>
        <source>%1 sure</source>
        <translation>%1 把握</translation>
    </message>
    <message>
        <source>Of which labels so many may be wrong</source>
        <translation>针对哪些标签</translation>
    </message>
    <message>
        <source>of the labels that go out unseen</source>
        <translation>不看就导出的标签中</translation>
    </message>
    <message>
        <source>of all, once I have looked at the rest</source>
        <translation>看完其余图片后的全部标签中</translation>
    </message>
    <message>
        <source>one look, when all are named</source>
        <translation>一次查看：全部标注之后</translation>
    </message>
    <message>
        <source>open-ended, read after every answer</source>
        <translation>不限次数：每次回答后都可查看</translation>
    </message>
    <message>
        <source>When the answers are read</source>
        <translation>何时查看结果</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Figures of the run</source>
        <translation>运行数据</translation>
    </message>
    <message>
        <source>High confidence</source>
        <translation>高置信度</translation>
    </message>
    <message>
        <source>after the first round</source>
        <translation>第一轮之后显示</translation>
    </message>
    <message>
        <source>%1 since round %2</source>
        <translation>自第 %2 轮起 %1</translation>
    </message>
    <message>
        <source>Names changed</source>
        <translation>标签变化</translation>
    </message>
    <message>
        <source>of %1, in round %2</source>
        <translation>共 %1，第 %2 轮</translation>
    </message>
    <message>
        <source>%1 GB used</source>
        <translation>已用 %1 GB</translation>
    </message>
    <message>
        <source>being measured</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>%1 /s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>GPU %1 of %2 GB</source>
        <translation>GPU %1 / %2 GB</translation>
    </message>
    <message>
        <source>started %1</source>
        <translation>%1 开始</translation>
    </message>
    <message>
        <source>Time of all rounds</source>
        <translation>所有轮次用时</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Drop two folders</source>
        <translation>拖入两个文件夹</translation>
    </message>
    <message>
        <source>Left the old camera&apos;s pictures, sorted into classes. Right the new camera&apos;s, which need their labels. The demo has both already.</source>
        <translation>左边是旧相机的图片，已按类别分好；右边是新相机的图片，等待标注。演示项目里两边都已备好。</translation>
    </message>
    <message>
        <source>Adapt</source>
        <translation>适应新相机</translation>
    </message>
    <message>
        <source>One press, and the program learns the new camera. The first labels come within a minute. You can try it now; the tour goes on beside it.</source>
        <translation>点一下，程序就开始适应新相机，一分钟之内给出第一批标签。现在就可以试试，导览可以同时继续。</translation>
    </message>
    <message>
        <source>Sure, or not sure</source>
        <translation>确定与不确定</translation>
    </message>
    <message>
        <source>What is worth a look comes first. No label is called sure before some twenty answers of yours have shown that it may be.</source>
        <translation>值得一看的排在最前面。您回答大约二十张、证明标注可靠之前，程序不会说任何标注是“确定”的。</translation>
    </message>
    <message>
        <source>Answer with a key</source>
        <translation>按一个键作答</translation>
    </message>
    <message>
        <source>Enter: the label is right. A digit: it is that class. X: none of these. After each answer the program learns, and Ctrl+Z takes it back. Try it!</source>
        <translation>Enter：标签正确。数字键：属于这个类别。X：都不是。每答一张，程序就学一次；Ctrl+Z 可以撤销。试试看！</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>抽检</translation>
    </message>
    <message>
        <source>Name a small random sample without seeing the program&apos;s answers. Then it is known how many of all labels are right.</source>
        <translation>随机抽取一小部分图片，不看程序的答案，由您标注。之后就知道全部标注中有多少是对的。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>The labels as a table or for another program, the model, a report. That is all. The guide (F1) says more of every page.</source>
        <translation>标注可以导出为表格或其他程序的格式，还有模型和报告。导览到此结束；指南（F1）对每一页都有说明。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>It shows here as soon as the first labels are there.</source>
        <translation>有了第一批标签，这里就会显示。</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过导览</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>TwoHistograms</name>
    <message>
        <source>dark</source>
        <translation>暗</translation>
    </message>
    <message>
        <source>bright</source>
        <translation>亮</translation>
    </message>
    <message>
        <source>Brightness of both cameras&apos; pictures</source>
        <translation>两台相机图片的亮度</translation>
    </message>
</context>
<context>
    <name>ViewSwitch</name>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>图库</translation>
    </message>
    <message>
        <source>The pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Pictures that look alike to the network lie close together</source>
        <translation>模型认为相似的图片彼此靠近</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Where two names of a picture differ</source>
        <translation>同一张图片的两个标签不同之处</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This file gives no picture.</source>
        <translation>此文件不是可显示的图片。</translation>
    </message>
    <message>
        <source>Spread dark and bright over the whole range, for the eye alone; no name and no file changes</source>
        <translation>将明暗拉伸到整个范围，仅供查看；标签和文件都不变</translation>
    </message>
    <message>
        <source>Stretch the contrast</source>
        <translation>拉伸对比度</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>原始像素</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen</source>
        <translation>图片一个像素对应屏幕一个像素</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Large picture; + and - zoom, the arrows go to the next</source>
        <translation>大图；+ 和 - 缩放，方向键转到下一张</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>finding the old camera&apos;s pictures</source>
        <translation>正在查找旧相机的图片</translation>
    </message>
    <message>
        <source>finding the new camera&apos;s pictures</source>
        <translation>正在查找新相机的图片</translation>
    </message>
    <message>
        <source>looking at the old camera&apos;s pictures</source>
        <translation>正在检查旧相机的图片</translation>
    </message>
    <message>
        <source>looking at the new camera&apos;s pictures</source>
        <translation>正在检查新相机的图片</translation>
    </message>
    <message>
        <source>reading the old camera&apos;s pictures</source>
        <translation>正在读取旧相机的图片</translation>
    </message>
    <message>
        <source>reading the new camera&apos;s pictures</source>
        <translation>正在读取新相机的图片</translation>
    </message>
    <message>
        <source>learning the old camera (S1)</source>
        <translation>正在学习旧相机（S1）</translation>
    </message>
    <message>
        <source>sorting by confidence (S3)</source>
        <translation>正在按置信度分组（S3）</translation>
    </message>
    <message>
        <source>training on both cameras (S5)</source>
        <translation>正在用两台相机训练（S5）</translation>
    </message>
    <message>
        <source>naming the pictures in other ways</source>
        <translation>用其他方法标注图片</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>Stopping; finished rounds are kept</source>
        <translation>正在停止；已完成的轮次会保留</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Getting the model ready</source>
        <translation>正在准备模型</translation>
    </message>
    <message>
        <source>Round %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
</context>
<context>
    <name>_AskName</name>
    <message>
        <source>Keep what shows now, and its order, under which name?</source>
        <translation>以什么名称保存当前的筛选和排序？</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>方案名称</translation>
    </message>
    <message>
        <source>Such as: dents to look at</source>
        <translation>例如：待看的凹痕</translation>
    </message>
    <message>
        <source>There is a view of this name; it will be replaced.</source>
        <translation>已有同名方案，将被替换。</translation>
    </message>
    <message>
        <source>It is kept in the project; a picture that is decided meanwhile may no longer show.</source>
        <translation>保存在项目中；期间已决定的图片可能不再显示。</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Old camera</source>
        <translation>旧相机</translation>
    </message>
    <message>
        <source>New camera</source>
        <translation>新相机</translation>
    </message>
    <message>
        <source>The mean colour of all pictures</source>
        <translation>所有图片的平均颜色</translation>
    </message>
    <message>
        <source>Some of the pictures</source>
        <translation>部分图片</translation>
    </message>
    <message>
        <source>all %1 × %2</source>
        <translation>全部 %1 × %2</translation>
    </message>
    <message>
        <source>%3 are %1 × %2, the others have %4 other sizes</source>
        <translation>%3 张为 %1 × %2，其余有 %4 种其他尺寸</translation>
    </message>
    <message>
        <source>many sizes, most often %1 × %2</source>
        <translation>多种尺寸，最常见 %1 × %2</translation>
    </message>
    <message>
        <source>values up to %1</source>
        <translation>数值最大 %1</translation>
    </message>
</context>
</TS>
