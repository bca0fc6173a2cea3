ALTER TABLE containers_lab.users DROP COLUMN profile_pic;
