; The installer for Windows, of the folder that `make package` leaves there. `python packaging/setup_exe.py` builds it
; and says the version; Inno Setup 6.3 or later. No elevation: it installs for one user, below their own programs.
#ifndef Version
  #error Build it by packaging/setup_exe.py, which names the version.
#endif
#define Root "..\.."

[Setup]
; The same for ever: by it a newer version finds the older one.
AppId={{6E0C3C52-7D0B-4C0B-9B59-5E0C5B7B6A51}
AppName=dclgui
AppVersion={#Version}
AppPublisher=The dclgui developers
DefaultDirName={autopf}\dclgui
DefaultGroupName=dclgui
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile={#Root}\LICENSE
SetupIconFile={#Root}\resources\icons\dclgui.ico
UninstallDisplayIcon={app}\dclgui-window.exe
OutputDir={#Root}\dist
OutputBaseFilename=dclgui-{#Version}-setup
Compression=lzma2/fast
SolidCompression=yes
ChangesEnvironment=yes
CloseApplications=yes

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktop"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "Let the command dclgui be found in every terminal"; Flags: unchecked

[InstallDelete]
; What an older version had and this one has not would be loaded all the same.
Type: filesandordirs; Name: "{app}\_internal"
Type: filesandordirs; Name: "{app}\licences"

[Files]
Source: "{#Root}\dist\dclgui\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{group}\dclgui"; Filename: "{app}\dclgui-window.exe"
Name: "{autodesktop}\dclgui"; Filename: "{app}\dclgui-window.exe"; Tasks: desktop

[Registry]
; A project is a folder, which can have no file type: folders whose name ends in .dclproj get an entry in their menu.
Root: HKA; Subkey: "Software\Classes\Directory\shell\dclgui"; ValueType: string; ValueData: "Open with dclgui"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\dclgui"; ValueType: string; ValueName: "AppliesTo"; ValueData: "System.FileName:""*.dclproj"""
Root: HKA; Subkey: "Software\Classes\Directory\shell\dclgui"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\dclgui-window.exe"
Root: HKA; Subkey: "Software\Classes\Directory\shell\dclgui\command"; ValueType: string; ValueData: """{app}\dclgui-window.exe"" open ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: IsNotOnPath

[Run]
Filename: "{app}\dclgui-window.exe"; Description: "{cm:LaunchProgram,dclgui}"; Flags: nowait postinstall skipifsilent

[Code]
function PathOfUser: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Result) then
    Result := '';
end;

function IsNotOnPath: Boolean;
begin
  Result := Pos(';' + Lowercase(ExpandConstant('{app}')) + ';', ';' + Lowercase(PathOfUser) + ';') = 0;
end;

procedure TakeOffPath;
var
  Kept: string;
begin
  Kept := ';' + PathOfUser + ';';
  if StringChangeEx(Kept, ';' + ExpandConstant('{app}') + ';', ';', True) > 0 then
    RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Copy(Kept, 2, Length(Kept) - 2));
end;

{ Nothing of the program's own is left unless the person says so; projects are the person's, wherever they lie. }
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step <> usPostUninstall then
    Exit;
  TakeOffPath;
  if SuppressibleMsgBox('Keep your settings and the list of your projects for a later installation?',
      mbConfirmation, MB_YESNO or MB_DEFBUTTON2, IDNO) = IDNO then
  begin
    DelTree(ExpandConstant('{userappdata}\dclgui'), True, True, True);
    DelTree(ExpandConstant('{localappdata}\dclgui'), True, True, True);
  end;
end;
