@echo off
rem Starts specialize from wherever it was unpacked. JAVA_HOME chooses the Java, JAVA_OPTS adds to its flags.
setlocal
for %%I in ("%~dp0..") do set "home=%%~fI"
rem ONNX Runtime and DJL would write device ids and call home; the program does neither.
set "ORT_DISABLE_TELEMETRY=1"
set "OPT_OUT_TRACKING=true"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:+UseSerialGC -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow %JAVA_OPTS% "-Dspecialize.home=%home%" -jar "%home%\lib\specialize.jar" %*
exit /b %ERRORLEVEL%
